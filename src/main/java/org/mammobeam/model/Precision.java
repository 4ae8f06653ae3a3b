package org.mammobeam.model;

import java.util.Arrays;

/** The number type in which a network computes; its inputs and outputs are 32 bit floats always. */
public enum Precision {
  /** Exact to the reference's tolerances: the default. TensorFloat-32 stays off. */
  FLOAT32("float32"),
  /** Eight bits of mantissa, the range of float32. */
  BF16("bf16"),
  /** Eleven bits of mantissa and a small range; GPUs only. */
  FP16("fp16");

  private final String label;

  Precision(String label) {
    this.label = label;
  }

  /** As settings and the command line write it. */
  public String label() {
    return label;
  }

  /** Reads a label. */
  public static Precision parse(String text) {
    return Arrays.stream(values())
        .filter(precision -> precision.label.equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "precision must be float32, bf16 or fp16, not '" + text + "'"));
  }

  @Override
  public String toString() {
    return label;
  }
}
