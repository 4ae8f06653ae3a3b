package org.mammobeam.stage;

/** Rows and columns of a crop. */
public record CropShape(int height, int width) {}
