package org.mammobeam.beam;

import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import org.mammobeam.exam.ModelDigests;

/**
 * What a run came to: the content of its {@code DONE}.
 *
 * @param run its ID
 * @param program that ran, with its version
 * @param exams that were found, all of which have a row
 * @param failedExams of them, those with a failure
 * @param models that were asked for
 * @param stages in their order
 * @param files of the run with their SHA-256, as text
 */
public record RunSummary(
    String run,
    String program,
    ExamSet exams,
    long failedExams,
    ModelDigests models,
    List<StageCount> stages,
    SortedMap<String, String> files)
    implements Serializable {}
