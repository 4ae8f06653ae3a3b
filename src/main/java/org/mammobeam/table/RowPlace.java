package org.mammobeam.table;

import java.io.Serializable;

/**
 * Where the detail row of an exam lies.
 *
 * @param segment number of the file among the run's files of rows, in the order of their names
 * @param offset of the row's first byte
 * @param length of the row in bytes, without the line feed
 */
public record RowPlace(int segment, long offset, int length) implements Serializable {}
