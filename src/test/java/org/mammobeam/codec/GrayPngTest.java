package org.mammobeam.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferUShort;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mammobeam.image.GrayImage;

final class GrayPngTest {
  @ParameterizedTest
  @CsvSource({"1,1,8", "1,1,16", "3,5,8", "7,2,16", "1,4000,16", "4000,1,8", "300,401,16"})
  void anImageComesBackAsItWas(int height, int width, int bitDepth) throws Exception {
    GrayImage image = noise(height, width, bitDepth);
    GrayImage back = read(png(image));
    assertEquals(height, back.height());
    assertEquals(width, back.width());
    assertEquals(bitDepth, back.bitDepth());
    assertArrayEquals(image.pixels(), back.pixels());
  }

  @Test
  void imagesLargerThanTheFirstAllocationComeBack() throws Exception {
    GrayImage image = noise(1500, 1601, 8);
    assertArrayEquals(image.pixels(), read(png(image)).pixels());
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16})
  void anotherDecoderSeesTheSamePixels(int bitDepth) throws Exception {
    GrayImage image = noise(37, 41, bitDepth);
    BufferedImage seen = ImageIO.read(new ByteArrayInputStream(png(image)));
    int[] samples = seen.getRaster().getSamples(0, 0, 41, 37, 0, (int[]) null);
    for (int i = 0; i < samples.length; i++) {
      assertEquals(image.pixels()[i] & 0xFFFF, samples[i]);
    }
  }

  @Test
  void imagesOfAnotherEncoderAreRead() throws Exception {
    GrayImage image = noise(61, 53, 16);
    BufferedImage buffered = new BufferedImage(53, 61, BufferedImage.TYPE_USHORT_GRAY);
    short[] data = ((DataBufferUShort) buffered.getRaster().getDataBuffer()).getData();
    System.arraycopy(image.pixels(), 0, data, 0, data.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(buffered, "png", out);
    assertArrayEquals(image.pixels(), read(out.toByteArray()).pixels());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void everyRowFilterIsUndone(int filter) throws Exception {
    byte[] rows = new byte[3 * 5];
    new Random(filter).nextBytes(rows);
    for (int y = 0; y < 3; y++) {
      rows[5 * y] = (byte) filter;
    }
    byte[] png = PngBytes.of(PngBytes.header(4, 3, 8, 0, 0), PngBytes.chunk("IDAT", deflate(rows)));
    BufferedImage expected = ImageIO.read(new ByteArrayInputStream(png));
    GrayImage image = read(png);
    for (int i = 0; i < 12; i++) {
      assertEquals(expected.getRaster().getSample(i % 4, i / 4, 0), image.pixels()[i]);
    }
  }

  @Test
  void equalImagesGiveEqualBytes() throws Exception {
    assertArrayEquals(png(noise(90, 80, 16)), png(noise(90, 80, 16)));
  }

  @Test
  void textAndProfilesAreDroppedUnread() throws Exception {
    byte[] png =
        PngBytes.of(
            PngBytes.header(2, 1, 8, 0, 0),
            PngBytes.chunk("zTXt", new byte[3_000_000]),
            PngBytes.chunk("iCCP", new byte[] {1, 2, 3}),
            PngBytes.chunk("gAMA", new byte[] {9}),
            PngBytes.chunk("IDAT", deflate(new byte[] {0, 7, 9})));
    assertArrayEquals(new short[] {7, 9}, read(png).pixels());
  }

  @ParameterizedTest
  @CsvSource({
    "2,8,8 bit colour PNG",
    "2,16,16 bit colour PNG",
    "3,8,8 bit palette PNG",
    "4,8,8 bit grey with transparency PNG",
    "6,16,16 bit colour with transparency PNG",
    "0,1,1 bit grey PNG",
    "0,2,2 bit grey PNG",
    "0,4,4 bit grey PNG",
    "0,5,5 bit grey PNG",
    "7,8,unknown colour type"
  })
  void otherKindsOfImageAreRefused(int colourType, int bitDepth, String reason) {
    assertRefused(reason, PngBytes.of(PngBytes.header(4, 4, bitDepth, colourType, 0)));
  }

  @Test
  void colourImagesOfARealEncoderAreRefused() throws Exception {
    for (int type :
        new int[] {
          BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_BYTE_INDEXED
        }) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(new BufferedImage(9, 9, type), "png", out);
      assertRefused("mammograms are read from grey PNGs", out.toByteArray());
    }
  }

  @Test
  void interlacedImagesAreRefused() throws Exception {
    assertRefused("interlaced", interlaced());
  }

  @ParameterizedTest
  @CsvSource({
    "100000,100000,8",
    "100000,1,16",
    "1,70000,8",
    "20000,20000,16",
    "2147483647,2147483647,16",
    "65535,65535,16"
  })
  void hugeHeadersAreRefusedWithoutAllocating(int width, int height, int bitDepth) {
    byte[] png =
        PngBytes.of(PngBytes.header(width, height, bitDepth, 0, 0), PngBytes.chunk("IDAT"));
    long allocated = allocatedBy(() -> assertRefused("pixels a side", png));
    assertTrue(allocated < 1 << 20, allocated + " bytes were allocated");
  }

  @Test
  void theCallerSetsTheLimitOfPixels() throws Exception {
    byte[] png = png(noise(10, 10, 8));
    assertEquals(10, GrayPng.read(new ByteArrayInputStream(png), 100).height());
    Refusals.assertRefused("10 x 10", () -> GrayPng.read(new ByteArrayInputStream(png), 99));
  }

  @Test
  void aHeaderThatPromisesMuchAllocatesLittle() {
    byte[] png =
        PngBytes.of(
            PngBytes.header(10_000, 10_000, 16, 0, 0),
            PngBytes.chunk("IDAT", deflate(new byte[20_001])));
    long allocated = allocatedBy(() -> assertRefused("after 1 of 10000 rows", png));
    assertTrue(allocated < 8 << 20, allocated + " bytes were allocated");
  }

  @Test
  void zeroBytesAreRefused() {
    assertRefused("the file is empty", new byte[0]);
  }

  @Test
  void textNamedPngIsRefused() {
    assertRefused(
        "not a PNG: it starts with \"Patient;View;Com\"",
        "Patient;View;Comment\n1;L-CC;ok\n".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void everyTruncationIsRefused() throws Exception {
    byte[] png = png(noise(40, 30, 16));
    for (int length = 0; length < png.length; length++) {
      byte[] cut = Arrays.copyOf(png, length);
      assertThrows(MalformedDataException.class, () -> read(cut));
    }
    assertRefused("cut off after ", Arrays.copyOf(png, png.length - 100));
  }

  @Test
  void aWrongChecksumIsRefusedInEveryChunk() throws Exception {
    byte[] png =
        PngBytes.of(
            PngBytes.header(2, 1, 8, 0, 0),
            PngBytes.chunk("tEXt", new byte[] {1, 2}),
            PngBytes.chunk("IDAT", deflate(new byte[] {0, 7, 9})));
    read(png);
    for (String id : new String[] {"IHDR", "tEXt", "IDAT", "IEND"}) {
      byte[] broken = png.clone();
      int at = new String(png, StandardCharsets.ISO_8859_1).indexOf(id);
      int length = ByteBuffer.wrap(png).getInt(at - 4);
      broken[at + 4 + length] ^= 1;
      assertRefused("damaged", broken);
    }
  }

  @Test
  void otherDataBehindTheImageIsRefused() throws Exception {
    byte[] png = png(noise(4, 4, 8));
    assertRefused("followed by other data", Arrays.copyOf(png, png.length + 1));
  }

  @Test
  void aFileFarLargerThanItsImageIsRefused() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            return length;
          }
        };
    byte[] start = PngBytes.of(PngBytes.header(2, 1, 8, 0, 0));
    byte[] text = Arrays.copyOf(start, start.length - 12 + 8);
    ByteBuffer.wrap(text, start.length - 12, 8).putInt(Integer.MAX_VALUE).put(ascii("tEXt"));
    InputStream in = new SequenceInputStream(new ByteArrayInputStream(text), endless);
    Refusals.assertRefused("far larger", () -> GrayPng.read(in));
  }

  @Test
  void tooFewPixelsAreRefused() {
    byte[] header = PngBytes.header(2, 3, 8, 0, 0);
    assertRefused("1 of 3 rows", PngBytes.of(header, PngBytes.chunk("IDAT", deflate(new byte[3]))));
    assertRefused(
        "within a row", PngBytes.of(header, PngBytes.chunk("IDAT", deflate(new byte[5]))));
    assertRefused("damaged", PngBytes.of(header));
    assertRefused("damaged", PngBytes.of(header, PngBytes.chunk("IDAT", new byte[] {1, 2, 3})));
  }

  @Test
  void unknownCriticalChunksAreRefused() {
    assertRefused(
        "PLTE",
        PngBytes.of(PngBytes.header(2, 1, 8, 0, 0), PngBytes.chunk("PLTE", new byte[] {1, 2, 3})));
  }

  @Test
  void troubleOfTheStreamStaysAnIoException() throws Exception {
    IOException trouble = new IOException("disk on fire");
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw trouble;
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            throw trouble;
          }
        };
    byte[] png = png(noise(40, 30, 16));
    InputStream in =
        new SequenceInputStream(new ByteArrayInputStream(png, 0, png.length / 2), failing);
    assertSame(trouble, assertThrows(IOException.class, () -> GrayPng.read(in)));
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw trouble;
          }
        };
    assertSame(trouble, assertThrows(IOException.class, () -> GrayPng.write(noise(9, 9, 8), out)));
  }

  static GrayImage noise(int height, int width, int bitDepth) {
    Random random = new Random(height * 31L + width);
    short[] pixels = new short[height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (short) random.nextInt(1 << bitDepth);
    }
    return GrayImage.of(height, width, bitDepth, pixels);
  }

  static byte[] png(GrayImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    GrayPng.write(image, out);
    return out.toByteArray();
  }

  private static GrayImage read(byte[] png) throws IOException, MalformedDataException {
    return GrayPng.read(new ByteArrayInputStream(png));
  }

  private static void assertRefused(String reason, byte[] png) {
    Refusals.assertRefused(reason, () -> read(png));
  }

  private static long allocatedBy(Runnable work) {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    work.run();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static byte[] deflate(byte[] raw) {
    Deflater deflater = new Deflater();
    deflater.setInput(raw);
    deflater.finish();
    byte[] buffer = new byte[raw.length + 64];
    int length = deflater.deflate(buffer);
    deflater.end();
    return Arrays.copyOf(buffer, length);
  }

  private static byte[] interlaced() throws IOException {
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("png");
    ImageWriter writer = writers.next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_USHORT_GRAY);
      writer.write(null, new IIOImage(image, null, null), parameters);
    }
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Builds PNG files chunk by chunk, right checksums and all. */
  static final class PngBytes {
    static byte[] of(byte[]... chunks) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
      for (byte[] chunk : chunks) {
        out.writeBytes(chunk);
      }
      out.writeBytes(chunk("IEND"));
      return out.toByteArray();
    }

    static byte[] header(int width, int height, int bitDepth, int colourType, int interlace) {
      ByteBuffer data = ByteBuffer.allocate(13).putInt(width).putInt(height);
      data.put((byte) bitDepth).put((byte) colourType).putShort((short) 0).put((byte) interlace);
      return chunk("IHDR", data.array());
    }

    static byte[] chunk(String id, byte... data) {
      CRC32 crc = new CRC32();
      crc.update(ascii(id));
      crc.update(data);
      return ByteBuffer.allocate(12 + data.length)
          .putInt(data.length)
          .put(ascii(id))
          .put(data)
          .putInt((int) crc.getValue())
          .array();
    }
  }
}
