package org.mammobeam.codec;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.mammobeam.artifact.Fingerprint;
import org.mammobeam.exam.Outcome;
import org.mammobeam.exam.SourceImages;

/**
 * Records as JSON and back: on one line, fields in the order of the record's components, maps in
 * the order of their keys, so that equal values give equal bytes.
 */
public final class CanonicalJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .defaultSetterInfo(JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
          .addModule(fingerprintsAsText())
          .addMixIn(Outcome.class, OutcomeNames.class)
          .addMixIn(SourceImages.class, SourceImagesNames.class)
          .build();

  private CanonicalJson() {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Outcome.Done.class, name = "done"),
    @JsonSubTypes.Type(value = Outcome.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = Outcome.NotRun.class, name = "not-run")
  })
  private interface OutcomeNames {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = SourceImages.Listed.class, name = "listed"),
    @JsonSubTypes.Type(value = SourceImages.Unusable.class, name = "unusable")
  })
  private interface SourceImagesNames {}

  /** The JSON of a record, list or map, without a line feed. */
  public static byte[] bytes(Object value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  /** The JSON of a record, list or map, without a line feed. */
  public static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON for " + value.getClass(), e);
    }
  }

  /**
   * Reads what {@link #bytes} wrote.
   *
   * @throws MalformedDataException if fields are missing, unknown or not what the type wants
   */
  public static <T> T read(byte[] json, Class<T> type) throws MalformedDataException {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new MalformedDataException("JSON of " + type.getSimpleName() + ": " + place(e), e);
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory", e);
    }
  }

  private static SimpleModule fingerprintsAsText() {
    return new SimpleModule()
        .addSerializer(Fingerprint.class, ToStringSerializer.instance)
        .addDeserializer(
            Fingerprint.class,
            new FromStringDeserializer<>(Fingerprint.class) {
              @Override
              protected Fingerprint _deserialize(String text, DeserializationContext context) {
                return new Fingerprint(text);
              }
            });
  }

  private static String place(JsonProcessingException e) {
    return e.getLocation() == null
        ? e.getOriginalMessage()
        : e.getOriginalMessage() + " at line " + e.getLocation().getLineNr();
  }
}
