package org.mammobeam.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** JSON that others wrote, as plain Java: maps in their order, lists, texts, numbers, booleans. */
final class StrictJson {
  private static final int MAX_BYTES = 128 << 20;
  private static final int MAX_DEPTH = 64;
  private static final int MAX_NUMBER_LENGTH = 400;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER_LENGTH)
                          .maxStringLength(PickleLimits.MAX_TEXT_BYTES)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictJson() {}

  /**
   * Reads a stream that holds one JSON value and nothing else.
   *
   * @throws MalformedDataException if it is no JSON, has a key twice, or is too long or too deep
   */
  static @Nullable Object read(InputStream in) throws IOException, MalformedDataException {
    byte[] json = in.readNBytes(MAX_BYTES + 1);
    if (json.length > MAX_BYTES) {
      throw new MalformedDataException("JSON of more than " + MAX_BYTES + " bytes");
    }
    if (json.length == 0) {
      throw new MalformedDataException("the file is empty");
    }
    try {
      return MAPPER.readValue(json, Object.class);
    } catch (JsonProcessingException e) {
      throw new MalformedDataException("the JSON is damaged: " + place(e), e);
    } catch (IOException e) {
      // The bytes are in memory: what remains is text in a broken encoding.
      throw new MalformedDataException("the JSON is damaged: " + e.getMessage(), e);
    }
  }

  private static String place(JsonProcessingException e) {
    return e.getLocation() == null
        ? e.getOriginalMessage()
        : "%s at line %d, column %d"
            .formatted(
                e.getOriginalMessage(), e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }
}
