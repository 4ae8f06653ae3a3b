package org.mammobeam.report;

import java.util.List;

/**
 * What a page about two runs says of them.
 *
 * @param before the first run
 * @param now the second run
 * @param models names of their bundles, the first run's first
 * @param disclaimer of the models of both
 * @param exams in both
 * @param moved of them, those whose scores differ
 * @param onlyBefore exams of the first run alone
 * @param onlyNow exams of the second run alone
 * @param failuresGone of the first run alone, as {@code exam, stage: reason}
 * @param failuresNew of the second run alone, likewise
 */
public record DiffHeader(
    String before,
    String now,
    List<String> models,
    String disclaimer,
    long exams,
    long moved,
    List<String> onlyBefore,
    List<String> onlyNow,
    List<String> failuresGone,
    List<String> failuresNew) {}
