package org.mammobeam.beam;

import java.io.Serializable;

/**
 * A sorted part of a run's rows, in files that nothing else writes.
 *
 * @param rows file of detail rows by exam ID, relative to the output folder
 * @param cards file of report cards by score
 * @param exams whose rows these are
 */
record Segment(String rows, String cards, ExamSet exams) implements Serializable {}
