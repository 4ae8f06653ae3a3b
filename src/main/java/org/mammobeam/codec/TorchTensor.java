package org.mammobeam.codec;

import java.nio.FloatBuffer;
import java.util.List;

/** A tensor of a torch file: a strided look at a storage. */
public final class TorchTensor {
  private final TorchStorage storage;
  private final int offset;
  private final List<Integer> shape;
  private final List<Integer> strides;

  TorchTensor(TorchStorage storage, int offset, List<Integer> shape, List<Integer> strides) {
    this.storage = storage;
    this.offset = offset;
    this.shape = List.copyOf(shape);
    this.strides = List.copyOf(strides);
  }

  /** The type of its numbers. */
  public TorchType type() {
    return storage.type();
  }

  /** The length of each axis, the slowest first; empty for a single number. */
  public List<Integer> shape() {
    return shape;
  }

  /** How far apart, in numbers, neighbours along each axis lie in the storage. */
  public List<Integer> strides() {
    return strides;
  }

  /** The key of the storage: tensors of the same one may share numbers. */
  public String storageKey() {
    return storage.key();
  }

  /** Where in the storage it begins, in numbers. */
  public int offset() {
    return offset;
  }

  /** Numbers of the whole storage. */
  public long storageCount() {
    return storage.count();
  }

  /** Whether both look at the same numbers of the same storage in the same way. */
  public boolean isSameViewAs(TorchTensor other) {
    return storage == other.storage
        && offset == other.offset
        && shape.equals(other.shape)
        && strides.equals(other.strides);
  }

  /**
   * The values in raster order, the last axis fastest.
   *
   * @throws IllegalStateException if they are not float32
   */
  public float[] floats() {
    if (type() != TorchType.FLOAT32) {
      throw new IllegalStateException("a tensor of " + type());
    }
    FloatBuffer from = storage.content().asFloatBuffer();
    float[] values = new float[shape.stream().reduce(1, Math::multiplyExact)];
    int[] places = places(shape, strides);
    for (int i = 0; i < values.length; i++) {
      values[i] = from.get(offset + places[i]);
    }
    return values;
  }

  /**
   * Where in a storage the values of a tensor lie.
   *
   * @return for every value in raster order its distance from the first
   */
  public static int[] places(List<Integer> shape, List<Integer> strides) {
    int[] places = {0};
    for (int axis = 0; axis < shape.size(); axis++) {
      int length = shape.get(axis);
      int[] next = new int[places.length * length];
      for (int i = 0; i < next.length; i++) {
        next[i] = places[i / length] + i % length * strides.get(axis);
      }
      places = next;
    }
    return places;
  }
}
