package org.mammobeam.history;

/**
 * A difference between two runs of an exam.
 *
 * @param what differs
 * @param before how it was, empty where it was not there
 * @param now how it is, empty where it is no longer there
 */
public record Change(String what, String before, String now) {}
