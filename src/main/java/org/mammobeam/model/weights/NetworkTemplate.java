package org.mammobeam.model.weights;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.codec.TorchModules;
import org.mammobeam.codec.TorchTensor;

/**
 * A TorchScript archive without weights; models/templates/make_templates.py makes them.
 *
 * <p>It is a zip of code, of a pickle that says which tensors the modules have, and of an empty
 * file per storage of a tensor.
 */
final class NetworkTemplate {
  /** The first moment that a zip can tell; a real one would make equal bundles differ. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final Map<String, byte[]> entries;
  private final Map<String, TorchTensor> tensors;

  private NetworkTemplate(Map<String, byte[]> entries, Map<String, TorchTensor> tensors) {
    this.entries = entries;
    this.tensors = tensors;
  }

  /** Opens one of the program's own templates, such as {@code patch}. */
  static NetworkTemplate of(String name) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (InputStream file = NetworkTemplate.class.getResourceAsStream(name + ".pt")) {
      if (file == null) {
        throw new FileNotFoundException("template " + name);
      }
      ZipInputStream zip = new ZipInputStream(file);
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    byte[] pickle = entries.get(name + "/data.pkl");
    if (pickle == null) {
      throw new IllegalStateException("template " + name + " has no modules");
    }
    try {
      return new NetworkTemplate(entries, TorchModules.read(pickle));
    } catch (MalformedDataException e) {
      throw new IllegalStateException("template " + name, e);
    }
  }

  /** The tensors to fill, by their path of attributes. */
  Map<String, TorchTensor> tensors() {
    return tensors;
  }

  /**
   * The archive with weights: the same weights give the same bytes.
   *
   * @param weights by path, in raster order; all of the template's and no others
   */
  byte[] filled(Map<String, float[]> weights) {
    Map<String, byte[]> storages = new HashMap<>();
    int size = 0;
    for (Map.Entry<String, TorchTensor> tensor : tensors.entrySet()) {
      float[] values = weights.get(tensor.getKey());
      if (values == null || weights.size() != tensors.size()) {
        throw new IllegalArgumentException(
            "the template has %d tensors, %s among them; given were %s"
                .formatted(tensors.size(), tensor.getKey(), weights.keySet()));
      }
      byte[] content = laidOut(tensor.getValue(), values);
      size += content.length;
      if (storages.put("data/" + tensor.getValue().storageKey(), content) != null) {
        throw new IllegalStateException("two tensors in the storage of " + tensor.getKey());
      }
    }
    ByteArrayOutputStream archive = new ByteArrayOutputStream(size + (1 << 20));
    try (ZipOutputStream zip = new ZipOutputStream(archive)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        String inside = entry.getKey().substring(entry.getKey().indexOf('/') + 1);
        store(zip, entry.getKey(), storages.getOrDefault(inside, entry.getValue()));
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory", e);
    }
    return archive.toByteArray();
  }

  /** Values in the order of their storage: channels last, for most of them. */
  private static byte[] laidOut(TorchTensor tensor, float[] values) {
    int[] places = TorchTensor.places(tensor.shape(), tensor.strides());
    if (values.length != places.length || tensor.storageCount() != places.length) {
      throw new IllegalArgumentException(
          values.length + " values for a tensor of shape " + tensor.shape());
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < values.length; i++) {
      bytes.putFloat(places[i] * Float.BYTES, values[i]);
    }
    return bytes.array();
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    new ByteArrayInputStream(content).transferTo(zip);
    zip.closeEntry();
  }
}
