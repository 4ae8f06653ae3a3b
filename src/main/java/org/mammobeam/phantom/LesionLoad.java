package org.mammobeam.phantom;

/** How many lesions a breast has. */
public enum LesionLoad {
  NONE,
  /** None or one, as in an enriched screening population. */
  SOME,
  /** One in each half of every breast: for training, which learns nothing from healthy tissue. */
  TWO
}
