package org.mammobeam.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.mammobeam.artifact.Fingerprint;
import org.mammobeam.artifact.Sha256;

final class SealedJsonTest {
  private record Note(String text, int number, Fingerprint fingerprint) {}

  private final Note note = new Note("äöü", 3, Sha256.of(new byte[] {1}));

  @Test
  void readsWhatItWrote() throws Exception {
    assertEquals(note, SealedJson.open(SealedJson.seal(note), Note.class));
  }

  @Test
  void refusesAFileThatWasCutOffAnywhere() {
    byte[] file = SealedJson.seal(note);
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThrows(MalformedDataException.class, () -> SealedJson.open(cut, Note.class));
    }
  }

  @Test
  void refusesAFileInWhichAnyByteWasChanged() {
    byte[] file = SealedJson.seal(note);
    for (int i = 0; i < file.length; i++) {
      byte[] changed = file.clone();
      changed[i] ^= 1;
      assertThrows(MalformedDataException.class, () -> SealedJson.open(changed, Note.class));
    }
  }

  @Test
  void refusesASoundFileOfAnotherFormatOrType() {
    byte[] file = SealedJson.seal(note);
    assertThrows(MalformedDataException.class, () -> SealedJson.open(file, Other.class));
    String body = "{\"format\":2,\"text\":\"a\"";
    String digest = Sha256.of(body.getBytes(StandardCharsets.UTF_8)).hex();
    byte[] newer = (body + ",\"digest\":\"" + digest + "\"}\n").getBytes(StandardCharsets.UTF_8);
    assertThrows(MalformedDataException.class, () -> SealedJson.open(newer, Other.class));
  }

  private record Other(String name) {}
}
