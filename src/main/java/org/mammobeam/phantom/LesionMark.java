package org.mammobeam.phantom;

import org.mammobeam.exam.View;

/**
 * Where one view shows a lesion, in pixels of the stored image.
 *
 * @param y row of the centre
 * @param x column of the centre
 * @param radius as {@link Lesion#radius}, in pixels
 */
public record LesionMark(Lesion lesion, View view, int y, int x, int radius) {}
