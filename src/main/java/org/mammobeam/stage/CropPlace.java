package org.mammobeam.stage;

import org.mammobeam.exam.CropWindow;

/**
 * Where a crop was in its image.
 *
 * @param window the part that was kept
 * @param distanceFromStartingSide columns between the chest wall's edge and the breast
 */
public record CropPlace(CropWindow window, int distanceFromStartingSide) {}
