package org.mammobeam.stream;

import java.io.Serializable;

/**
 * A line of the status about one exam.
 *
 * @param exam its ID
 * @param text what it waits for, or why it failed
 * @param millis since when, in milliseconds since 1970
 */
public record ExamNote(String exam, String text, long millis) implements Serializable {}
