package org.mammobeam.codec;

import static org.mammobeam.codec.PickleOpcode.BINPERSID;
import static org.mammobeam.codec.PickleOpcode.BUILD;
import static org.mammobeam.codec.PickleOpcode.EMPTY_DICT;
import static org.mammobeam.codec.PickleOpcode.EMPTY_LIST;
import static org.mammobeam.codec.PickleOpcode.EMPTY_TUPLE;
import static org.mammobeam.codec.PickleOpcode.GLOBAL;
import static org.mammobeam.codec.PickleOpcode.MARK;
import static org.mammobeam.codec.PickleOpcode.NEWFALSE;
import static org.mammobeam.codec.PickleOpcode.NEWTRUE;
import static org.mammobeam.codec.PickleOpcode.PROTO;
import static org.mammobeam.codec.PickleOpcode.REDUCE;
import static org.mammobeam.codec.PickleOpcode.SETITEMS;
import static org.mammobeam.codec.PickleOpcode.TUPLE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes state dicts as torch.save does, in its old and in its new format. */
public final class TorchFiles {
  private TorchFiles() {}

  /** A tensor to write; names that have the same one share its storage. */
  public static final class Tensor {
    private final String storageClass;
    private final int[] shape;
    private final byte[] content;
    private final int count;

    private Tensor(String storageClass, int[] shape, byte[] content, int count) {
      this.storageClass = storageClass;
      this.shape = shape;
      this.content = content;
      this.count = count;
    }

    public static Tensor of(float[] values, int... shape) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(values);
      return new Tensor("FloatStorage", shape, bytes.array(), values.length);
    }

    /** The same values in double precision. */
    public static Tensor ofDoubles(float[] values, int... shape) {
      ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      for (float value : values) {
        bytes.putDouble(value);
      }
      return new Tensor("DoubleStorage", shape, bytes.array(), values.length);
    }

    /** A number of steps, as norms count them. */
    public static Tensor counter(long steps) {
      byte[] bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(steps).array();
      return new Tensor("LongStorage", new int[0], bytes, 1);
    }
  }

  /** The old format; {@code wrapper} is the key of the dict around the tensors, or empty. */
  public static byte[] legacy(Map<String, Tensor> tensors, String wrapper) {
    IdentityHashMap<Tensor, String> keys = keys(tensors);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] magic = {10, 0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9, 0x20, 0x6a};
    PickleBytes head = new PickleBytes().op(PROTO, 2).op(PickleOpcode.LONG1, 10);
    out.writeBytes(head.bytes());
    out.write(magic, 1, magic.length - 1);
    out.writeBytes(new byte[] {(byte) 0xa8, 0x50, 0x19, '.'});
    out.writeBytes(integer(new PickleBytes().op(PROTO, 2), 1001).stop());
    PickleBytes system = new PickleBytes().op(PROTO, 2).op(EMPTY_DICT).op(MARK);
    integer(system.text("protocol_version"), 1001);
    system.text("little_endian").op(NEWTRUE).op(SETITEMS);
    out.writeBytes(system.stop());
    out.writeBytes(object(tensors, keys, wrapper));
    PickleBytes list = new PickleBytes().op(PROTO, 2).op(EMPTY_LIST).op(MARK);
    keys.values().stream().sorted().forEach(list::text);
    out.writeBytes(list.op(PickleOpcode.APPENDS).stop());
    keys.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(
            entry -> {
              out.writeBytes(new PickleBytes().int64(entry.getKey().count).bytes());
              out.writeBytes(entry.getKey().content);
            });
    return out.toByteArray();
  }

  /** The new format, a zip. */
  public static byte[] archive(Map<String, Tensor> tensors, String wrapper) {
    IdentityHashMap<Tensor, String> keys = keys(tensors);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      store(zip, "archive/data.pkl", object(tensors, keys, wrapper));
      for (Map.Entry<Tensor, String> entry : keys.entrySet()) {
        store(zip, "archive/data/" + entry.getValue(), entry.getKey().content);
      }
      store(zip, "archive/version", new byte[] {'3', '\n'});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static IdentityHashMap<Tensor, String> keys(Map<String, Tensor> tensors) {
    IdentityHashMap<Tensor, String> keys = new IdentityHashMap<>();
    for (Tensor tensor : tensors.values()) {
      keys.putIfAbsent(tensor, Integer.toString(94_000_000 + 16 * keys.size()));
    }
    return keys;
  }

  private static byte[] object(
      Map<String, Tensor> tensors, IdentityHashMap<Tensor, String> keys, String wrapper) {
    PickleBytes pickle = new PickleBytes().op(PROTO, 2);
    if (!wrapper.isEmpty()) {
      pickle.op(EMPTY_DICT).op(MARK).text(wrapper);
    }
    orderedDict(pickle).op(MARK);
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      tensor(
          pickle.text(entry.getKey()), entry.getValue(), keys.getOrDefault(entry.getValue(), ""));
    }
    pickle.op(SETITEMS);
    orderedDict(pickle.op(EMPTY_DICT).op(MARK).text("_metadata")).op(SETITEMS).op(BUILD);
    if (!wrapper.isEmpty()) {
      pickle.op(SETITEMS);
    }
    return pickle.stop();
  }

  private static PickleBytes orderedDict(PickleBytes pickle) {
    return pickle.op(GLOBAL, "collections\nOrderedDict\n").op(EMPTY_TUPLE).op(REDUCE);
  }

  private static void tensor(PickleBytes pickle, Tensor tensor, String key) {
    pickle.op(GLOBAL, "torch._utils\n_rebuild_tensor_v2\n").op(MARK).op(MARK);
    pickle.text("storage").op(GLOBAL, "torch\n" + tensor.storageClass + "\n").text(key);
    integer(pickle.text("cuda:0"), tensor.count).op(PickleOpcode.NONE).op(TUPLE).op(BINPERSID);
    integer(pickle, 0).op(MARK);
    IntStream.of(tensor.shape).forEach(size -> integer(pickle, size));
    pickle.op(TUPLE).op(MARK);
    for (int axis = 0; axis < tensor.shape.length; axis++) {
      integer(pickle, IntStream.of(tensor.shape).skip(axis + 1L).reduce(1, (a, b) -> a * b));
    }
    orderedDict(pickle.op(TUPLE).op(NEWFALSE)).op(TUPLE).op(REDUCE);
  }

  private static PickleBytes integer(PickleBytes pickle, int value) {
    return pickle.op(PickleOpcode.BININT).int32(value);
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
