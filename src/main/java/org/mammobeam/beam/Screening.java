package org.mammobeam.beam;

import java.io.Serializable;
import org.mammobeam.exam.ModelDigests;
import org.mammobeam.table.SkipRule;

/**
 * What an exam is screened by. It is put on the exam when it is looked up and goes all the way with
 * it, so that no exam is screened by two plans, whatever is swapped meanwhile.
 *
 * @param rule says which exams are skipped, and knows the plan
 * @param models of the plan
 */
public record Screening(SkipRule rule, ModelDigests models) implements Serializable {}
