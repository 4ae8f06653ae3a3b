package org.mammobeam.exam;

import java.io.Serializable;

/** A position in an image; may lie outside of it. */
public record PixelPosition(int y, int x) implements Serializable {}
