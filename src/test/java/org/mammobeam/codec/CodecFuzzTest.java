package org.mammobeam.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mammobeam.exam.FlatExamList;

/** Ten thousand damaged files for every codec; seeds are fixed, so a failure comes back. */
final class CodecFuzzTest {
  private static final PickleLimits LIMITS = new PickleLimits(1 << 20, 20_000, 30);
  private static final long MEBIBYTE = 1 << 20;

  @Test
  void damagedPngsAreReadOrRefused() throws Exception {
    List<byte[]> valid =
        List.of(
            GrayPngTest.png(GrayPngTest.noise(23, 17, 8)),
            GrayPngTest.png(GrayPngTest.noise(40, 30, 16)));
    Mutations mutations = new Mutations(1);
    Fuzz.run(
        () -> {
          byte[] png = mutations.mutant(valid);
          return mutations.nextInt(2) == 0 ? png : withRightChecksums(png);
        },
        png -> GrayPng.read(new ByteArrayInputStream(png), 1_000_000),
        8 * MEBIBYTE);
  }

  @Test
  void pngsWithDamagedPixelsAreReadOrRefused() throws Exception {
    byte[] rows = new byte[30 * 41];
    for (int y = 0; y < 30; y++) {
      rows[41 * y] = (byte) (y % 5);
    }
    Mutations mutations = new Mutations(2);
    Fuzz.run(
        () -> {
          byte[] pixels = mutations.nextInt(4) == 0 ? rows : mutations.mutant(List.of(rows));
          byte[] deflated = deflated(pixels, mutations.nextInt(10));
          return GrayPngTest.PngBytes.of(
              GrayPngTest.PngBytes.header(20, 30, 16, 0, 0),
              GrayPngTest.PngBytes.chunk(
                  "IDAT",
                  mutations.nextInt(4) == 0 ? mutations.mutant(List.of(deflated)) : deflated));
        },
        png -> GrayPng.read(new ByteArrayInputStream(png), 1_000_000),
        8 * MEBIBYTE);
  }

  @Test
  void damagedPicklesAreReadOrRefused() throws Exception {
    List<byte[]> valid = pickles();
    Mutations mutations = new Mutations(3);
    Fuzz.run(
        () -> mutations.mutant(valid),
        pickle ->
            walk(PickleReader.readPlain(new ByteArrayInputStream(pickle), LIMITS), new int[1]),
        32 * MEBIBYTE);
  }

  @Test
  void damagedPicklesThatConstructAreReadOrRefused() throws Exception {
    List<byte[]> valid = new ArrayList<>(pickles());
    for (int i = 0; i < 8; i++) {
      valid.add(
          new PickleBytes()
              .op(PickleOpcode.GLOBAL, "collections\nOrderedDict\n")
              .op(PickleOpcode.EMPTY_TUPLE)
              .op(i % 2 == 0 ? PickleOpcode.REDUCE : PickleOpcode.NEWOBJ)
              .op(PickleOpcode.BINPUT, 1)
              .text("key " + i)
              .text("storage")
              .op(PickleOpcode.BININT1, i)
              .op(PickleOpcode.TUPLE2)
              .op(PickleOpcode.BINPERSID)
              .op(PickleOpcode.SETITEM)
              .op(PickleOpcode.EMPTY_DICT)
              .op(PickleOpcode.BUILD)
              .stop());
    }
    Mutations mutations = new Mutations(4);
    Map<String, PickleConstructor> constructors = Map.of("collections OrderedDict", new Dict());
    Fuzz.run(
        () -> mutations.mutant(valid),
        pickle -> {
          ByteArrayInputStream in = new ByteArrayInputStream(pickle);
          PickleReader reader = new PickleReader(in, LIMITS, constructors, id -> "storage");
          walk(reader.next(), new int[1]);
        },
        32 * MEBIBYTE);
  }

  @Test
  void damagedExamListsAreReadOrRefused() throws Exception {
    List<byte[]> valid = new ArrayList<>();
    for (int protocol = 0; protocol <= 5; protocol++) {
      valid.add(resource("exam-list-protocol-" + protocol + ".pkl"));
    }
    Mutations mutations = new Mutations(5);
    Fuzz.run(
        () -> mutations.mutant(valid),
        list -> FlatExamList.name(ExamLists.readPickle(new ByteArrayInputStream(list))),
        32 * MEBIBYTE);
  }

  @Test
  void damagedJsonIsReadOrRefused() throws Exception {
    List<byte[]> valid = List.of(resource("exam-list.json"));
    Mutations mutations = new Mutations(6);
    Fuzz.run(
        () -> mutations.mutant(valid),
        list -> FlatExamList.name(ExamLists.readJson(new ByteArrayInputStream(list))),
        32 * MEBIBYTE);
  }

  @Test
  void damagedArraysAreReadOrRefused() throws Exception {
    List<byte[]> valid =
        List.of(resource("float32-2x3.npy"), NpyTest.npy(NpyArray.of(new long[40], 2, 4, 5)));
    Mutations mutations = new Mutations(7);
    Fuzz.run(
        () -> mutations.mutant(valid),
        npy -> Npy.read(new ByteArrayInputStream(npy), 1 << 20),
        8 * MEBIBYTE);
  }

  @Test
  void damagedArchivesAreReadOrRefused() throws Exception {
    List<byte[]> valid =
        List.of(NpyTest.npz(), resource("two.npz"), resource("two-compressed.npz"));
    List<byte[]> arrays = List.of(resource("float32-2x3.npy"));
    Mutations mutations = new Mutations(8);
    Fuzz.run(
        () ->
            mutations.nextInt(3) == 0 ? zipped(mutations.mutant(arrays)) : mutations.mutant(valid),
        npz -> Npz.read(new ByteArrayInputStream(npz), 1 << 20),
        16 * MEBIBYTE);
  }

  @Test
  void damagedHeatmapsAreReadOrRefused() throws Exception {
    List<byte[]> valid =
        List.of(
            HeatmapHdf5Test.hdf5(HeatmapHdf5Test.smooth(20, 15)),
            HeatmapHdf5Test.hdf5(HeatmapHdf5Test.smooth(270, 40)),
            resource("heatmap-lzf.hdf5"),
            resource("heatmap-plain.hdf5"));
    Mutations mutations = new Mutations(9);
    Fuzz.run(
        () -> mutations.mutant(valid),
        hdf5 -> HeatmapHdf5.read(new ByteArrayInputStream(hdf5), 100_000),
        64 * MEBIBYTE);
  }

  private static final class Dict implements PickleConstructor {
    @Override
    public Object construct(List<@Nullable Object> arguments) {
      return new LinkedHashMap<@Nullable Object, @Nullable Object>();
    }

    @Override
    public void setState(Object made, @Nullable Object state) {}
  }

  /** What a caller might do with a value: go through all of it, print it, compare it. */
  private static void walk(@Nullable Object value, int[] visited) {
    visited[0]++;
    if (visited[0] > LIMITS.maxValues()) {
      throw new IllegalStateException("walks on and on");
    }
    if (value instanceof List<?> list) {
      list.forEach(item -> walk(item, visited));
    } else if (value instanceof PickleTuple tuple) {
      tuple.items().forEach(item -> walk(item, visited));
    } else if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, item) -> {
            walk(key, visited);
            walk(item, visited);
          });
    }
  }

  private static List<byte[]> pickles() throws IOException {
    List<byte[]> pickles = new ArrayList<>();
    for (int protocol = 0; protocol <= 5; protocol++) {
      pickles.add(resource("plain-protocol-" + protocol + ".pkl"));
    }
    return pickles;
  }

  /** Goes along the chunks as far as they make sense and repairs their checksums. */
  private static byte[] withRightChecksums(byte[] png) {
    ByteBuffer bytes = ByteBuffer.wrap(png);
    int at = 8;
    while (at + 12 <= png.length) {
      int length = bytes.getInt(at);
      if (length < 0 || length > png.length - at - 12) {
        break;
      }
      CRC32 checksum = new CRC32();
      checksum.update(png, at + 4, length + 4);
      bytes.putInt(at + 8 + length, (int) checksum.getValue());
      at += 12 + length;
    }
    return png;
  }

  private static byte[] deflated(byte[] bytes, int level) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(level);
    try (DeflaterOutputStream stream = new DeflaterOutputStream(out, deflater)) {
      stream.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }

  private static byte[] zipped(byte[] array) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("array.npy"));
      zip.write(array);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = ExamListsTest.resource(name)) {
      return in.readAllBytes();
    }
  }
}
