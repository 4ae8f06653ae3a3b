package org.mammobeam.algorithm;

import org.mammobeam.exam.BreastOutline;
import org.mammobeam.exam.CropWindow;
import org.mammobeam.image.GrayImage;

/**
 * What cropping one image gives.
 *
 * @param window the part of the stored image that was kept
 * @param outline where the breast reaches furthest, in pixels of the crop
 * @param distanceFromStartingSide columns between the chest wall's edge of the stored image and the
 *     breast; recorded only
 * @param pixels the kept pixels in the stored orientation, not masked
 */
public record BreastCrop(
    CropWindow window, BreastOutline outline, int distanceFromStartingSide, GrayImage pixels) {}
