package org.mammobeam.exam;

import java.io.Serializable;

/** A range of rows or columns; both ends are included. */
public record IndexRange(int first, int last) implements Serializable {}
