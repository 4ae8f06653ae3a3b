package org.mammobeam.history;

import java.util.List;
import org.mammobeam.exam.StageFailure;
import org.mammobeam.report.DiffCard;

/**
 * What differs between the results of two runs.
 *
 * @param before the first run
 * @param now the second run
 * @param exams in both
 * @param moved exams in both whose scores differ, those that moved most first
 * @param onlyBefore exams of the first run alone
 * @param onlyNow exams of the second run alone
 * @param failuresGone of the first run alone
 * @param failuresNew of the second run alone
 * @param page that shows what moved, relative to the output folder
 */
public record RunDiff(
    String before,
    String now,
    long exams,
    List<DiffCard> moved,
    List<String> onlyBefore,
    List<String> onlyNow,
    List<StageFailure> failuresGone,
    List<StageFailure> failuresNew,
    String page) {}
