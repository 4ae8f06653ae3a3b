package org.mammobeam.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BundleTest {
  private static final byte[] PATCH = "patch network".getBytes(UTF_8);
  private static final byte[] IMAGE = "image network".getBytes(UTF_8);

  private final Map<String, byte[]> content =
      new HashMap<>(Map.of("patch.pt", PATCH, "image.pt", IMAGE));
  private final BundleFolder folder =
      path -> {
        byte[] bytes = content.get(path);
        if (bytes == null) {
          throw new FileNotFoundException(path);
        }
        return new ByteArrayInputStream(bytes);
      };

  private static Bundle bundle() {
    return new Bundle(
        "test",
        "two words",
        List.of("malignant", "benign", "unused-2", "unused-3"),
        Map.of(
            ModelRole.IMAGE, BundleFile.of("image.pt", IMAGE),
            ModelRole.PATCH, BundleFile.of("patch.pt", PATCH)),
        "Apache-2.0",
        "Not for clinical use.",
        Map.of("auc.malignant", 0.97));
  }

  private static String json() {
    return new String(bundle().toJson(), UTF_8);
  }

  private static String refusal(String json) {
    return String.valueOf(
        assertThrows(BundleException.class, () -> Bundle.parse(json.getBytes(UTF_8))).getMessage());
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    content.put(Bundle.DESCRIPTION, bundle().toJson());

    Bundle read = Bundle.read(folder);

    assertEquals(bundle(), read);
    assertArrayEquals(bundle().toJson(), read.toJson());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"name\" : \"test\",| | name",
        "\"name\" : \"test\"|\"name\" : null| name",
        "\"name\" : \"test\"|\"name\" : \"test\", \"nmae\" : 1| nmae",
        "\"name\" : \"test\"|\"name\" : \"a\", \"name\" : \"b\"| Duplicate field",
        "\"format\" : 1|\"format\" : 2| format 2",
        "\"format\" : 1|\"format\" : \"1\"| coerce",
        "\"format\" : 1|\"format\" : 1.5| coerce",
        "\"malignant\", \"benign\"|\"benign\", \"malignant\"| in this order",
        "\"unused-2\"|null| null",
        "0.97|null| null",
        "0.97|\"0.97\"| coerce",
        "\"patch\" :|\"pitch\" :| pitch",
        "patch.pt|../patch.pt| not a plain relative path",
        "patch.pt|/patch.pt| not a plain relative path",
        "patch.pt|a\\\\patch.pt| not a plain relative path",
        "\"sha256\" : \"|\"sha256\" : \"x| not a SHA-256",
        "\"bytes\" : 13|\"bytes\" : -13| no size",
        "Not for clinical use.|| must say something",
      })
  void aDescriptionThatIsNotExactIsRefusedWithTheReason(
      String good, String bad, String expectedReason) {
    String json = json();
    assertTrue(json.contains(good), json);

    String refusal =
        refusal(
            json.replaceFirst(
                Pattern.quote(good), Matcher.quoteReplacement(bad == null ? "" : bad)));

    assertTrue(refusal.contains(expectedReason), refusal);
  }

  @Test
  void textBehindTheDescriptionOrACutIsRefused() {
    assertTrue(refusal(json() + "{}").contains("bundle.json"));
    assertTrue(refusal(json().substring(0, 80)).contains("bundle.json"));
    assertTrue(refusal("").contains("bundle.json"));
  }

  @Test
  void wholeFilesPass() throws IOException {
    bundle().verify(folder);
  }

  @Test
  void aChangedByteALostByteAndAByteTooManyAreFound() {
    content.put("patch.pt", "patch netw0rk".getBytes(UTF_8));
    assertTrue(verification().contains("patch.pt: its SHA-256 is "));
    content.put("patch.pt", "patch networ".getBytes(UTF_8));
    assertEquals("patch.pt: bundle.json promises 13 bytes, the file has 12", verification());
    content.put("patch.pt", "patch networks".getBytes(UTF_8));
    assertEquals("patch.pt: bundle.json promises 13 bytes, the file has more", verification());
  }

  private String verification() {
    return String.valueOf(
        assertThrows(BundleException.class, () -> bundle().verify(folder)).getMessage());
  }

  @Test
  void aMissingFileIsNamed() {
    content.remove("image.pt");
    assertEquals(
        "image.pt", assertThrows(IOException.class, () -> bundle().verify(folder)).getMessage());
  }

  @Test
  void aRoleThatTheBundleLacksIsNamed() {
    assertEquals(
        "bundle test has no image-heatmaps model",
        assertThrows(BundleException.class, () -> bundle().file(ModelRole.IMAGE_HEATMAPS))
            .getMessage());
  }
}
