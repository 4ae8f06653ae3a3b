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
    try {
      Files.createDirectories(folder);
      Map<ModelRole, BundleFile> files = new EnumMap<>(ModelRole.class);
      for (ModelRole role : ModelRole.values()) {
        String name = role.label() + ".pt";
        byte[] network = resource("/org/mammobeam/model/djl/" + name);
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
