package org.mammobeam.algorithm;

import java.io.Serializable;

/** The four probabilities that an exam gets, in the order in which the reference writes them. */
public record Predictions(
    float leftBenign, float rightBenign, float leftMalignant, float rightMalignant)
    implements Serializable {}
