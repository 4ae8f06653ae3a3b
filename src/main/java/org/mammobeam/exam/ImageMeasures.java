package org.mammobeam.exam;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What the first two stages found of an image, for lists that other programs read.
 *
 * @param window the part of the image that was kept
 * @param outline where the breast reaches furthest
 * @param distanceFromStartingSide columns between the chest wall's edge of the image and the breast
 * @param bestCenter of the window for the classifier; null before it was found
 */
public record ImageMeasures(
    CropWindow window,
    BreastOutline outline,
    int distanceFromStartingSide,
    @Nullable PixelPosition bestCenter)
    implements Serializable {}
