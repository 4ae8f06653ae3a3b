package org.mammobeam.algorithm;

import java.io.Serializable;
import org.mammobeam.exam.PixelPosition;

/**
 * What drawing windows has to know of a crop.
 *
 * @param height rows
 * @param width columns
 * @param bestCenter as {@link BreastCenter} found it, in common orientation
 */
public record CenteredImage(int height, int width, PixelPosition bestCenter)
    implements Serializable {}
