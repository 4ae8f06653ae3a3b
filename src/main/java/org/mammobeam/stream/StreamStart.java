package org.mammobeam.stream;

import java.io.Serializable;

/**
 * One start of a stream by the program. What its engine restores by itself goes on under the same
 * start.
 *
 * @param id of the run folder that it began
 * @param millis when, in milliseconds since 1970
 * @param program with its version
 */
public record StreamStart(String id, long millis, String program) implements Serializable {}
