package org.mammobeam.model;

/** Patches of 256 x 256 pixels that can be had by number. */
@FunctionalInterface
public interface PatchSource {
  /**
   * Copies one patch in raster order.
   *
   * @param index number of the patch, from 0
   * @param target receives {@link PatchClassifier#PATCH_PIXELS} values
   * @param offset where in {@code target} the patch starts
   */
  void copyPatch(int index, float[] target, int offset);

  /** Patches that lie one after the other in an array of shape (n, 256, 256). */
  static PatchSource of(float[] patches) {
    return (index, target, offset) ->
        System.arraycopy(
            patches,
            index * PatchClassifier.PATCH_PIXELS,
            target,
            offset,
            PatchClassifier.PATCH_PIXELS);
  }
}
