package org.mammobeam.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers with a shape as NumPy stores them: little-endian, the last axis running fastest. */
public final class NpyArray {
  private final Type type;
  private final int[] shape;
  private final byte[] data;

  /** Kinds of numbers, by NumPy's names. */
  public enum Type {
    UINT8("|u1", 1),
    UINT16("<u2", 2),
    INT32("<i4", 4),
    INT64("<i8", 8),
    FLOAT32("<f4", 4),
    FLOAT64("<f8", 8);

    private final String description;
    private final int bytes;

    Type(String description, int bytes) {
      this.description = description;
      this.bytes = bytes;
    }

    String description() {
      return description;
    }

    int bytes() {
      return bytes;
    }
  }

  /** Wraps little-endian data without a copy. */
  NpyArray(Type type, int[] shape, byte[] data) {
    long length = type.bytes();
    for (int size : shape) {
      length = Math.multiplyExact(length, size);
    }
    if (length != data.length) {
      throw new IllegalArgumentException(
          data.length + " bytes for an array of " + length + " bytes");
    }
    this.type = type;
    this.shape = shape.clone();
    this.data = data;
  }

  /** An array of unsigned bytes. */
  public static NpyArray ofUnsigned(byte[] values, int... shape) {
    return new NpyArray(Type.UINT8, shape, values.clone());
  }

  /** An array of unsigned 16 bit integers. */
  public static NpyArray ofUnsigned(short[] values, int... shape) {
    byte[] bytes = new byte[Math.multiplyExact(Short.BYTES, values.length)];
    littleEndian(bytes).asShortBuffer().put(values);
    return new NpyArray(Type.UINT16, shape, bytes);
  }

  /** An array of 32 bit integers. */
  public static NpyArray of(int[] values, int... shape) {
    byte[] bytes = new byte[Math.multiplyExact(Integer.BYTES, values.length)];
    littleEndian(bytes).asIntBuffer().put(values);
    return new NpyArray(Type.INT32, shape, bytes);
  }

  /** An array of 64 bit integers. */
  public static NpyArray of(long[] values, int... shape) {
    byte[] bytes = new byte[Math.multiplyExact(Long.BYTES, values.length)];
    littleEndian(bytes).asLongBuffer().put(values);
    return new NpyArray(Type.INT64, shape, bytes);
  }

  /** An array of 32 bit floats. */
  public static NpyArray of(float[] values, int... shape) {
    byte[] bytes = new byte[Math.multiplyExact(Float.BYTES, values.length)];
    littleEndian(bytes).asFloatBuffer().put(values);
    return new NpyArray(Type.FLOAT32, shape, bytes);
  }

  /** An array of 64 bit floats. */
  public static NpyArray of(double[] values, int... shape) {
    byte[] bytes = new byte[Math.multiplyExact(Double.BYTES, values.length)];
    littleEndian(bytes).asDoubleBuffer().put(values);
    return new NpyArray(Type.FLOAT64, shape, bytes);
  }

  /** The kind of numbers. */
  public Type type() {
    return type;
  }

  /** Sizes of the axes, the slowest first; none for a single number. */
  public int[] shape() {
    return shape.clone();
  }

  /** The unsigned bytes of an array of {@link Type#UINT8}. */
  public byte[] bytes() {
    check(Type.UINT8);
    return data.clone();
  }

  /** The unsigned integers of an array of {@link Type#UINT16}. */
  public short[] shorts() {
    check(Type.UINT16);
    short[] values = new short[data.length / Short.BYTES];
    littleEndian(data).asShortBuffer().get(values);
    return values;
  }

  /** The integers of an array of {@link Type#INT32}. */
  public int[] ints() {
    check(Type.INT32);
    int[] values = new int[data.length / Integer.BYTES];
    littleEndian(data).asIntBuffer().get(values);
    return values;
  }

  /** The integers of an array of {@link Type#INT64}. */
  public long[] longs() {
    check(Type.INT64);
    long[] values = new long[data.length / Long.BYTES];
    littleEndian(data).asLongBuffer().get(values);
    return values;
  }

  /** The numbers of an array of {@link Type#FLOAT32}. */
  public float[] floats() {
    check(Type.FLOAT32);
    float[] values = new float[data.length / Float.BYTES];
    littleEndian(data).asFloatBuffer().get(values);
    return values;
  }

  /** The numbers of an array of {@link Type#FLOAT64}. */
  public double[] doubles() {
    check(Type.FLOAT64);
    double[] values = new double[data.length / Double.BYTES];
    littleEndian(data).asDoubleBuffer().get(values);
    return values;
  }

  /** The numbers in little-endian order, shared. */
  byte[] data() {
    return data;
  }

  private void check(Type wanted) {
    if (type != wanted) {
      throw new IllegalStateException("an array of " + type + " is none of " + wanted);
    }
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
