package org.mammobeam.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;

/** Numbers the patches of a call so that equal ones, such as blank background, share a number. */
final class DistinctPatches {
  private final Map<ByteBuffer, Integer> numbers = new HashMap<>();
  private final int[] numberOf;
  private final ByteBuffer bytes =
      ByteBuffer.allocate(PatchClassifier.PATCH_PIXELS * Float.BYTES)
          .order(ByteOrder.nativeOrder());
  private final MessageDigest digest;

  DistinctPatches(int count) {
    numberOf = new int[count];
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Looks at a patch; true if it is the first of its kind. */
  boolean isNew(int index, float[] patches, int offset) {
    bytes.asFloatBuffer().put(patches, offset, PatchClassifier.PATCH_PIXELS);
    ByteBuffer key = ByteBuffer.wrap(digest.digest(bytes.array()));
    int next = numbers.size();
    Integer known = numbers.putIfAbsent(key, next);
    numberOf[index] = known == null ? next : known;
    return known == null;
  }

  /** How many kinds were seen. */
  int size() {
    return numbers.size();
  }

  /** From values per kind to values per patch. */
  float[] spread(float[] values, int width) {
    float[] spread = new float[numberOf.length * width];
    for (int i = 0; i < numberOf.length; i++) {
      System.arraycopy(values, numberOf[i] * width, spread, i * width, width);
    }
    return spread;
  }
}
