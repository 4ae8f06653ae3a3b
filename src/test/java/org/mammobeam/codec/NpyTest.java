package org.mammobeam.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NpyTest {
  private static final float[] QUARTERS = {0, 0.25f, 0.5f, 0.75f, 1, 1.25f};
  private static final long LIMIT = 1 << 20;

  @Test
  void filesAreByteForByteThoseOfNumPy() throws Exception {
    byte[] numpys = resource("float32-2x3.npy");
    assertArrayEquals(numpys, npy(NpyArray.of(QUARTERS, 2, 3)));
    NpyArray array = read(numpys);
    assertEquals(NpyArray.Type.FLOAT32, array.type());
    assertArrayEquals(new int[] {2, 3}, array.shape());
    assertArrayEquals(QUARTERS, array.floats());
  }

  @Test
  void everyTypeAndShapeComesBack() throws Exception {
    assertArrayEquals(
        new byte[] {-1, 2}, read(npy(NpyArray.ofUnsigned(new byte[] {-1, 2}, 2))).bytes());
    assertArrayEquals(
        new short[] {-1, 2}, read(npy(NpyArray.ofUnsigned(new short[] {-1, 2}, 1, 2))).shorts());
    assertArrayEquals(new int[] {-3}, read(npy(NpyArray.of(new int[] {-3}))).ints());
    assertArrayEquals(new long[0], read(npy(NpyArray.of(new long[0], 0, 7))).longs());
    assertArrayEquals(
        new double[] {Math.PI}, read(npy(NpyArray.of(new double[] {Math.PI}, 1, 1, 1))).doubles());
    assertThrows(
        IllegalStateException.class, () -> read(npy(NpyArray.of(new int[] {-3}))).floats());
  }

  @ParameterizedTest
  @ValueSource(strings = {"two.npz", "two-compressed.npz"})
  void archivesOfNumPyAreRead(String name) throws Exception {
    Map<String, NpyArray> arrays = Npz.read(new ByteArrayInputStream(resource(name)), LIMIT);
    assertEquals(List.of("probabilities", "grid"), List.copyOf(arrays.keySet()));
    assertArrayEquals(QUARTERS, array(arrays, "probabilities").floats());
    assertArrayEquals(new int[] {-1, Integer.MAX_VALUE}, array(arrays, "grid").ints());
  }

  @Test
  void archivesComeBackAndAreTheSameEveryTime() throws Exception {
    byte[] npz = npz();
    assertArrayEquals(npz, npz());
    Map<String, NpyArray> arrays = Npz.read(new ByteArrayInputStream(npz), LIMIT);
    assertArrayEquals(QUARTERS, array(arrays, "b").floats());
    assertArrayEquals(new int[] {7}, array(arrays, "a").ints());
    assertEquals(List.of("b", "a"), List.copyOf(arrays.keySet()));
  }

  @Test
  void everyTruncationIsRefused() throws Exception {
    byte[] npy = npy(NpyArray.of(QUARTERS, 2, 3));
    for (int length = 0; length < npy.length; length++) {
      byte[] cut = Arrays.copyOf(npy, length);
      assertThrows(MalformedDataException.class, () -> read(cut));
    }
    byte[] npz = npz();
    for (int length = 0; length < npz.length; length++) {
      InputStream cut = new ByteArrayInputStream(npz, 0, length);
      assertThrows(MalformedDataException.class, () -> Npz.read(cut, LIMIT));
    }
  }

  @Test
  void otherArraysAreRefused() {
    assertRefused("of |O instead of numbers", "'|O', 'fortran_order': False, 'shape': (1,)");
    assertRefused("of >f4 instead", "'>f4', 'fortran_order': False, 'shape': (1,)");
    assertRefused("Fortran", "'<f4', 'fortran_order': True, 'shape': (1,)");
    assertRefused("axis", "'<f4', 'fortran_order': False, 'shape': (,)");
    assertRefused("axis", "'<f4', 'fortran_order': False, 'shape': (99999999999,)");
    assertRefused("9 axes", "'<f4', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,1)");
    assertRefused("header", "'<f4', 'fortran_order': 0, 'shape': (1,)");
    assertRefused("header", "'<f4', 'fortran_order': False, 'shape': __import__('os')");
  }

  @Test
  void hugeShapesAreRefusedAndLiesAllocateNothing() {
    assertRefused(
        "more than 1048576 bytes", "'<f4', 'fortran_order': False, 'shape': (100000, 100000)");
    assertRefused(
        "more than 1048576 bytes",
        "'<f8', 'fortran_order': False, 'shape': (2147483647, 2147483647, 2147483647)");
    assertRefused("cut off after 0 of", "'<f8', 'fortran_order': False, 'shape': (100000,)");
  }

  @Test
  void otherDataBehindAnArrayIsRefused() throws Exception {
    byte[] npy = npy(NpyArray.of(QUARTERS, 6));
    Refusals.assertRefused(
        "followed by other data", () -> read(Arrays.copyOf(npy, npy.length + 1)));
  }

  @Test
  void aZipBombIsRefused() throws Exception {
    byte[] zeros = npy(NpyArray.of(new float[500_000], 500_000));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("zeros.npy"));
      zip.write(zeros);
    }
    Refusals.assertRefused(
        "more than", () -> Npz.read(new ByteArrayInputStream(out.toByteArray()), LIMIT));
    Refusals.assertRefused(
        "archive of more than 100 bytes", () -> Npz.read(new ByteArrayInputStream(npz()), 100));
  }

  @Test
  void entriesThatAreNoArraysAreRefused() throws Exception {
    for (String name : List.of("../a.npy", "/a.npy", "a.txt", "a\\b.npy", ".npy\n", "\u00e9.npy")) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(out)) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(npy(NpyArray.of(QUARTERS, 6)));
      }
      Refusals.assertRefused(
          "an entry that is no array",
          () -> Npz.read(new ByteArrayInputStream(out.toByteArray()), LIMIT));
    }
  }

  static byte[] npy(NpyArray array) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Npy.write(array, out);
    return out.toByteArray();
  }

  static byte[] npz() throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("b", NpyArray.of(QUARTERS, 2, 3));
    arrays.put("a", NpyArray.of(new int[] {7}, 1));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Npz.write(arrays, out);
    return out.toByteArray();
  }

  private static NpyArray array(Map<String, NpyArray> arrays, String name) {
    NpyArray array = arrays.get(name);
    if (array == null) {
      throw new AssertionError("no array " + name);
    }
    return array;
  }

  private static NpyArray read(byte[] npy) throws IOException, MalformedDataException {
    return Npy.read(new ByteArrayInputStream(npy), LIMIT);
  }

  private static void assertRefused(String reason, String header) {
    byte[] text = ("{'descr': " + header + ", }\n").getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, 0});
    out.writeBytes(text);
    Refusals.assertRefused(reason, () -> read(out.toByteArray()));
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = ExamListsTest.resource(name)) {
      return in.readAllBytes();
    }
  }
}
