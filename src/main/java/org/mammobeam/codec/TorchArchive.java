package org.mammobeam.codec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The entries of a torch archive below its one top folder. */
record TorchArchive(ZipFile zip, String root) {
  static TorchArchive of(ZipFile zip) throws IOException, MalformedDataException {
    List<String> pickles =
        zip.stream().map(ZipEntry::getName).filter(n -> n.endsWith("/data.pkl")).toList();
    if (pickles.size() != 1) {
      throw new MalformedDataException(
          "not a file of torch.save: a zip with " + pickles.size() + " files data.pkl");
    }
    String pickle = pickles.get(0);
    TorchArchive archive =
        new TorchArchive(zip, pickle.substring(0, pickle.length() - "data.pkl".length()));
    ZipEntry order = zip.getEntry(archive.root + "byteorder");
    if (order != null
        && !new String(archive.read(order), StandardCharsets.US_ASCII).startsWith("little")) {
      throw new MalformedDataException("the file was not written on a little-endian machine");
    }
    return archive;
  }

  byte[] pickle() throws IOException, MalformedDataException {
    return read(entry("data.pkl"));
  }

  byte[] storage(String key, int length) throws IOException, MalformedDataException {
    ZipEntry entry = entry("data/" + key);
    if (entry.getSize() != length) {
      throw new MalformedDataException(
          "storage %s has %d bytes, %d were announced"
              .formatted(TorchObjects.shown(key), entry.getSize(), length));
    }
    return read(entry);
  }

  private ZipEntry entry(String name) throws MalformedDataException {
    ZipEntry entry = zip.getEntry(root + name);
    if (entry == null) {
      throw new MalformedDataException(TorchObjects.shown(name) + " is not in the file");
    }
    return entry;
  }

  private byte[] read(ZipEntry entry) throws IOException, MalformedDataException {
    if (entry.getSize() > 1L << 27) {
      throw new MalformedDataException(entry.getSize() + " bytes are no weights");
    }
    byte[] bytes;
    try (InputStream in = zip.getInputStream(entry)) {
      bytes = in.readNBytes((int) entry.getSize());
    }
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    if (bytes.length != entry.getSize() || checksum.getValue() != entry.getCrc()) {
      throw new MalformedDataException(
          TorchObjects.shown(entry.getName()) + " is damaged: its checksum is another");
    }
    return bytes;
  }
}
