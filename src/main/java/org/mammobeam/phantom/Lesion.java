package org.mammobeam.phantom;

import java.util.List;
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

  private static final List<LesionType> TYPES = List.of(LesionType.values());

  /** Draws a lesion whose place along the chest wall is between two limits in both projections. */
  static Lesion draw(Laterality laterality, double from, double to, Draws draws) {
    LesionType type = TYPES.get(draws.below(TYPES.size()));
    return new Lesion(
        type,
        laterality,
        type.mass() ? draws.between(6, 12) : draws.between(5, 9),
        draws.between(0.3, 0.62),
        draws.between(from, to),
        draws.between(from, to));
  }
}
