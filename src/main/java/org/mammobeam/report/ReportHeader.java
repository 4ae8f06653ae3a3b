package org.mammobeam.report;

import java.util.List;
import java.util.SortedMap;

/**
 * What the report says of the whole run.
 *
 * @param run its ID
 * @param program with its version
 * @param bundle name of the models
 * @param disclaimer of the models
 * @param exams that were found
 * @param failedExams of them, those with a failure
 * @param models per role the digest
 * @param stages per line a stage with its version and settings
 * @param failures the first ones, as {@code exam, stage: reason}
 * @param savings what was not computed again, in a sentence; may be empty
 */
public record ReportHeader(
    String run,
    String program,
    String bundle,
    String disclaimer,
    long exams,
    long failedExams,
    SortedMap<String, String> models,
    List<String> stages,
    List<String> failures,
    String savings) {}
