package org.mammobeam.beam;

import java.io.Serializable;

/**
 * What a stage did in a run.
 *
 * @param stage its name
 * @param computed exams for which it computed
 * @param reused exams for which the store had the artifact
 * @param failed exams that it failed on
 * @param notRun exams that did not come to it
 * @param cpuMillis processor time of what it computed, of the worker's threads
 */
public record StageCount(
    String stage, long computed, long reused, long failed, long notRun, long cpuMillis)
    implements Serializable {}
