package org.mammobeam.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages valid files in the ways in which files are damaged, by accident and by intent. */
final class Mutations {
  private static final int MAX_BYTES = 1 << 17;
  private static final long[] EXTREMES = {
    0,
    1,
    -1,
    127,
    128,
    255,
    256,
    65_535,
    65_536,
    1 << 24,
    1 << 30,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0xFFFF_FFFFL,
    1L << 40,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private final Random random;

  Mutations(long seed) {
    random = new Random(seed);
  }

  /** One of the files, damaged once to four times. */
  byte[] mutant(List<byte[]> valid) {
    byte[] file = pick(valid).clone();
    for (int count = random.nextInt(4); count >= 0; count--) {
      file = damaged(file, pick(valid));
    }
    return file.length <= MAX_BYTES ? file : Arrays.copyOf(file, MAX_BYTES);
  }

  int nextInt(int bound) {
    return random.nextInt(bound);
  }

  private byte[] damaged(byte[] file, byte[] other) {
    if (file.length == 0) {
      return other.clone();
    }
    return switch (random.nextInt(8)) {
      case 0, 1 -> bitsFlipped(file);
      case 2 -> byteReplaced(file);
      case 3, 4 -> numberReplaced(file);
      case 5 -> Arrays.copyOf(file, random.nextInt(file.length));
      case 6 -> spliced(file, other);
      default -> repeated(file);
    };
  }

  private byte[] bitsFlipped(byte[] file) {
    for (int flips = random.nextInt(8); flips >= 0; flips--) {
      file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return file;
  }

  private byte[] byteReplaced(byte[] file) {
    file[random.nextInt(file.length)] = (byte) random.nextInt(256);
    return file;
  }

  /** Lengths, counts and addresses are attacked by numbers that no file holds. */
  private byte[] numberReplaced(byte[] file) {
    int size = 1 << random.nextInt(4);
    ByteOrder order = random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    long value = EXTREMES[random.nextInt(EXTREMES.length)] + random.nextInt(3) - 1;
    byte[] number = ByteBuffer.wrap(new byte[Long.BYTES]).order(order).putLong(value).array();
    int from = order == ByteOrder.BIG_ENDIAN ? Long.BYTES - size : 0;
    int at = random.nextInt(file.length);
    System.arraycopy(number, from, file, at, Math.min(size, file.length - at));
    return file;
  }

  private byte[] spliced(byte[] file, byte[] other) {
    int start = random.nextInt(file.length);
    int from = random.nextInt(other.length);
    int length = random.nextInt(other.length - from + 1);
    int removed = random.nextInt(file.length - start + 1);
    return joined(file, start, Arrays.copyOfRange(other, from, from + length), start + removed);
  }

  private byte[] repeated(byte[] file) {
    int start = random.nextInt(file.length);
    int length = Math.min(1 + random.nextInt(64), file.length - start);
    ByteArrayOutputStream repeats = new ByteArrayOutputStream();
    for (int times = 1 << random.nextInt(11); times > 0; times--) {
      repeats.write(file, start, length);
    }
    return joined(file, start, repeats.toByteArray(), start);
  }

  private static byte[] joined(byte[] file, int end, byte[] middle, int start) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(file, 0, end);
    out.writeBytes(middle);
    out.write(file, start, file.length - start);
    return out.toByteArray();
  }

  private static <T> T pick(Random random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private byte[] pick(List<byte[]> files) {
    return pick(random, files);
  }
}
