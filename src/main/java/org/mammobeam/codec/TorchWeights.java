package org.mammobeam.codec;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads the weights that {@code torch.save} wrote: a dict of named tensors.
 *
 * <p>The dict may be the {@code model} or {@code state_dict} of another one. Pickles are read as
 * data, with a fixed list of what they may name; see {@link PickleReader}.
 */
public final class TorchWeights {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long PROTOCOL = 1001;
  private static final PickleLimits LIMITS = new PickleLimits(16L << 20, 1_000_000, 32);

  private TorchWeights() {}

  /**
   * Reads the format up to torch 1.5: pickles of magic number, version, system, the object and the
   * storages' keys, then for each key how many numbers, and these.
   *
   * @throws MalformedDataException naming offset, storage or tensor if it is no such file, cut off,
   *     damaged or names something that is no part of weights
   */
  public static Map<String, TorchTensor> readLegacy(InputStream stream)
      throws IOException, MalformedDataException {
    BufferedInputStream in = new BufferedInputStream(stream, 1 << 16);
    TorchObjects objects = new TorchObjects();
    PickleReader reader = reader(in, objects);
    if (!MAGIC.equals(reader.next())) {
      throw new MalformedDataException("not a file of torch.save: its magic number is missing");
    }
    Object protocol = reader.next();
    if (!Long.valueOf(PROTOCOL).equals(protocol)) {
      throw new MalformedDataException("version " + protocol + " of torch.save is not known");
    }
    if (!(reader.next() instanceof Map<?, ?> system)
        || !Boolean.TRUE.equals(system.get("little_endian"))) {
      throw new MalformedDataException("the file was not written on a little-endian machine");
    }
    Map<String, TorchTensor> tensors = tensors(reader.next());
    List<?> keys = keys(reader.next(), objects);
    long position = reader.position();
    for (Object key : keys) {
      TorchStorage storage = storage(objects, key);
      position = fill(storage, in, position);
    }
    if (in.read() >= 0) {
      throw new MalformedDataException("more data after the last storage, at byte " + position);
    }
    return tensors;
  }

  /**
   * Reads the format since torch 1.6: a zip of the object's pickle and a file per storage.
   *
   * @throws MalformedDataException as {@link #readLegacy}
   */
  public static Map<String, TorchTensor> readArchive(ZipFile zip)
      throws IOException, MalformedDataException {
    TorchArchive archive = TorchArchive.of(zip);
    TorchObjects objects = new TorchObjects();
    PickleReader reader = reader(new ByteArrayInputStream(archive.pickle()), objects);
    Map<String, TorchTensor> tensors = tensors(reader.next());
    for (TorchStorage storage : objects.storages().values()) {
      storage.fill(archive.storage(storage.key(), storage.length()));
    }
    return tensors;
  }

  private static PickleReader reader(InputStream in, TorchObjects objects) {
    return new PickleReader(in, LIMITS, objects.constructors(), objects::storage);
  }

  private static List<?> keys(@Nullable Object value, TorchObjects objects)
      throws MalformedDataException {
    if (!(value instanceof List<?> keys)) {
      throw new MalformedDataException("the list of storages is missing");
    }
    Set<Object> distinct = new HashSet<>(keys);
    for (String key : objects.storages().keySet()) {
      if (!distinct.contains(key)) {
        throw new MalformedDataException(
            "storage " + TorchObjects.shown(key) + " is not in the file");
      }
    }
    if (distinct.size() != keys.size()) {
      throw new MalformedDataException("the list of storages names one of them twice");
    }
    return keys;
  }

  private static TorchStorage storage(TorchObjects objects, @Nullable Object key)
      throws MalformedDataException {
    TorchStorage storage = key instanceof String name ? objects.storages().get(name) : null;
    if (storage == null) {
      throw new MalformedDataException(
          "storage " + TorchObjects.shown(String.valueOf(key)) + " belongs to no tensor");
    }
    return storage;
  }

  private static long fill(TorchStorage storage, InputStream in, long position)
      throws IOException, MalformedDataException {
    byte[] count = in.readNBytes(Long.BYTES);
    checkLength(storage, count, Long.BYTES, position);
    long found = ByteBuffer.wrap(count).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (found != storage.count()) {
      throw new MalformedDataException(
          "storage %s has %d numbers at byte %d, %d were announced"
              .formatted(TorchObjects.shown(storage.key()), found, position, storage.count()));
    }
    byte[] content = in.readNBytes(storage.length());
    checkLength(storage, content, storage.length(), position + count.length);
    storage.fill(content);
    return position + count.length + content.length;
  }

  private static void checkLength(TorchStorage storage, byte[] bytes, int length, long position)
      throws MalformedDataException {
    if (bytes.length < length) {
      throw new MalformedDataException(
          "the file is cut off at byte %d, in storage %s"
              .formatted(position + bytes.length, TorchObjects.shown(storage.key())));
    }
  }

  private static Map<String, TorchTensor> tensors(@Nullable Object object)
      throws MalformedDataException {
    if (!(object instanceof Map<?, ?> map)) {
      throw new MalformedDataException("the file holds no dict of tensors");
    }
    for (String name : List.of("model", "state_dict")) {
      if (map.get(name) instanceof Map<?, ?> inner) {
        map = inner;
      }
    }
    Map<String, TorchTensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String name = String.valueOf(entry.getKey());
      if (!(entry.getValue() instanceof TorchTensor tensor)) {
        throw new MalformedDataException(TorchObjects.shown(name) + " is no tensor");
      }
      tensors.put(name, tensor);
    }
    return tensors;
  }
}
