package org.mammobeam.stage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.mammobeam.artifact.ArtifactDraft;
import org.mammobeam.artifact.Sha256;
import org.mammobeam.codec.CanonicalJson;
import org.mammobeam.codec.MalformedDataException;

/** Small values of an artifact as JSON. */
final class JsonPart {
  private JsonPart() {}

  /** Writes a file of a part. */
  static void write(ArtifactDraft draft, String part, String file, Object value)
      throws IOException {
    try (OutputStream out = draft.create(part, file)) {
      out.write(CanonicalJson.bytes(value));
    }
  }

  /** Writes a part that is one JSON file; its bytes are its content. */
  static void writeWhole(ArtifactDraft draft, String part, Object value) throws IOException {
    write(draft, part, file(part), value);
    draft.content(part, Sha256.of(CanonicalJson.bytes(value)));
  }

  /** Name of the file of a part that is one. */
  static String file(String part) {
    return part + ".json";
  }

  /** Reads a list that {@link #write} wrote. */
  static <T> List<T> readList(InputStream in, Class<T[]> type) throws IOException {
    try (in) {
      return Arrays.asList(CanonicalJson.read(in.readAllBytes(), type));
    } catch (MalformedDataException e) {
      throw new IOException("an artifact is damaged: " + e.getMessage(), e);
    }
  }
}
