package org.mammobeam.exam;

/** The side of the body. */
public enum Laterality {
  LEFT,
  RIGHT
}
