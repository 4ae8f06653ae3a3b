package org.mammobeam.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.mammobeam.model.Bundle;
import org.mammobeam.model.BundleFile;
import org.mammobeam.model.ModelRole;

/** A bundle of networks that are real to the engine and take no time. */
final class TinyBundle {
  private TinyBundle() {}

  /** Writes the bundle. */
  static Path write(Path folder) {
    return write(folder, "patch");
  }

  /** Writes one whose patch network answers otherwise. */
  static Path writeOther(Path folder) {
    return write(folder, "other-patch");
  }

  private static Path write(Path folder, String patch) {
    try {
      Files.createDirectories(folder);
      Map<ModelRole, BundleFile> files = new EnumMap<>(ModelRole.class);
      for (ModelRole role : ModelRole.values()) {
        String name = role.label() + ".pt";
        String of = role == ModelRole.PATCH ? patch : role.label();
        byte[] network = resource("/org/mammobeam/model/djl/" + of + ".pt");
        Files.write(folder.resolve(name), network);
        files.put(role, BundleFile.of(name, network));
      }
      Bundle bundle =
          new Bundle(
              "tiny",
              "tiny",
              List.of("malignant", "benign", "c", "d"),
              files,
              "none",
              "Tiny networks that know nothing.",
              Map.of());
      Files.write(folder.resolve(Bundle.DESCRIPTION), bundle.toJson());
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = TinyBundle.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name);
      }
      return in.readAllBytes();
    }
  }
}
