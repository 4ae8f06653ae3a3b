package org.mammobeam.phantom;

import org.mammobeam.exam.Laterality;

/**
 * A lesion in a breast, given so that both projections show it at the same distance from the
 * nipple.
 *
 * @param radius in mm: of a mass without its spicules, or of the cluster
 * @param depth distance behind the nipple as a share of the breast's depth, 0 to 1
 * @param lateral place along the chest wall in CC, -1 (top of the image) to 1
 * @param craniocaudal the same in MLO
 */
public record Lesion(
    LesionType type,
    Laterality laterality,
    double radius,
    double depth,
    double lateral,
    double craniocaudal) {

  /** Draws the size and the place of a lesion. */
  static Lesion draw(LesionType type, Laterality laterality, Draws draws) {
    return new Lesion(
        type,
        laterality,
        type.mass() ? draws.between(6, 12) : draws.between(5, 9),
        draws.between(0.3, 0.62),
        draws.between(-1, 1),
        draws.between(-1, 1));
  }
}
