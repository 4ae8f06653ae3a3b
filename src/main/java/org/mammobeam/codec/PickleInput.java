package org.mammobeam.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The bytes of pickles, taken one by one and never ahead, and counted. */
final class PickleInput {
  private final InputStream in;
  private final long maxBytes;
  private long position;

  PickleInput(InputStream in, long maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /** Bytes taken so far. */
  long position() {
    return position;
  }

  boolean atEnd() throws IOException {
    return in.read() < 0;
  }

  int unsignedByte() throws IOException, MalformedDataException {
    checkRoom(1);
    int value = in.read();
    if (value < 0) {
      throw cutOff();
    }
    position++;
    return value;
  }

  int unsignedShort() throws IOException, MalformedDataException {
    return littleEndian(2).getShort() & 0xFFFF;
  }

  int signedInt() throws IOException, MalformedDataException {
    return littleEndian(4).getInt();
  }

  long unsignedInt() throws IOException, MalformedDataException {
    return littleEndian(4).getInt() & 0xFFFF_FFFFL;
  }

  /** A length of eight bytes; those beyond 2^63 come out negative. */
  long signedLong() throws IOException, MalformedDataException {
    return littleEndian(8).getLong();
  }

  double bigEndianDouble() throws IOException, MalformedDataException {
    return ByteBuffer.wrap(bytes(8, 8)).getDouble();
  }

  /** So many bytes; what is claimed is not allocated before it has arrived. */
  byte[] bytes(long length, int maxLength) throws IOException, MalformedDataException {
    if (length < 0 || length > maxLength) {
      throw new MalformedDataException(
          "pickle with a value of %d bytes at byte %d: at most %d are read"
              .formatted(length, position, maxLength));
    }
    checkRoom(length);
    byte[] bytes = in.readNBytes((int) length);
    position += bytes.length;
    if (bytes.length < length) {
      throw cutOff();
    }
    return bytes;
  }

  String utf8(long length) throws IOException, MalformedDataException {
    byte[] bytes = bytes(length, PickleLimits.MAX_TEXT_BYTES);
    if (PickleText.isAscii(bytes)) {
      return new String(bytes, StandardCharsets.US_ASCII);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedDataException(
          "pickle with text that is not UTF-8 before byte " + position, e);
    }
  }

  /** Text that Python 2 wrote without an encoding; only ASCII is beyond doubt. */
  String ascii(long length) throws IOException, MalformedDataException {
    byte[] bytes = bytes(length, PickleLimits.MAX_TEXT_BYTES);
    return PickleText.ascii(bytes, position);
  }

  /** An integer of so many little-endian bytes in two's complement. */
  BigInteger integer(long length) throws IOException, MalformedDataException {
    byte[] bytes = bytes(length, PickleLimits.MAX_INTEGER_LENGTH);
    if (bytes.length == 0) {
      return BigInteger.ZERO;
    }
    for (int i = 0, j = bytes.length - 1; i < j; i++, j--) {
      byte swapped = bytes[i];
      bytes[i] = bytes[j];
      bytes[j] = swapped;
    }
    return new BigInteger(bytes);
  }

  /** The bytes up to a line feed, without it. */
  byte[] line(int maxLength) throws IOException, MalformedDataException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = unsignedByte(); next != '\n'; next = unsignedByte()) {
      if (line.size() == maxLength) {
        throw new MalformedDataException("pickle with an overlong line at byte " + position);
      }
      line.write(next);
    }
    return line.toByteArray();
  }

  /** A line of ASCII, for numbers and names. */
  String asciiLine(int maxLength) throws IOException, MalformedDataException {
    byte[] line = line(maxLength);
    return PickleText.ascii(line, position);
  }

  /** The fault of a pickle that contradicts itself at the present place. */
  MalformedDataException damaged(String reason) {
    return new MalformedDataException(
        "the pickle is damaged before byte " + position + ": " + reason);
  }

  private ByteBuffer littleEndian(int length) throws IOException, MalformedDataException {
    return ByteBuffer.wrap(bytes(length, length)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void checkRoom(long length) throws MalformedDataException {
    if (length > maxBytes - position) {
      throw new MalformedDataException("pickle of more than " + maxBytes + " bytes");
    }
  }

  private MalformedDataException cutOff() {
    return new MalformedDataException("the pickle is cut off at byte " + position);
  }
}
