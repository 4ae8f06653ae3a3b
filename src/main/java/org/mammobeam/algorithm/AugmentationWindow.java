package org.mammobeam.algorithm;

import java.io.Serializable;
import org.mammobeam.exam.CropWindow;
import org.mammobeam.exam.View;

/**
 * One input of the classifier: which part of which image is looked at in a round.
 *
 * @param round counted from 0
 * @param view the view
 * @param image number of the image among the view's
 * @param borders the part in pixels of the crop in common orientation; where it reaches outside of
 *     the crop, pixels are zero
 */
public record AugmentationWindow(int round, View view, int image, CropWindow borders)
    implements Serializable {}
