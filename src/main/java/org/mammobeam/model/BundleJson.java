package org.mammobeam.model;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code bundle.json}, read strictly and written the same way each time. */
final class BundleJson {
  private static final int FORMAT = 1;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .defaultSetterInfo(JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private static final ObjectWriter WRITER =
      MAPPER.writer(
          new DefaultPrettyPrinter()
              .withObjectIndenter(new DefaultIndenter("  ", "\n"))
              .withArrayIndenter(new DefaultPrettyPrinter.FixedSpaceIndenter()));

  private BundleJson() {}

  /** The fields of the file in their order. */
  private record Document(
      int format,
      String name,
      String architecture,
      List<String> classes,
      Map<String, BundleFile> files,
      String licence,
      String disclaimer,
      Map<String, Double> evaluation) {}

  static Bundle parse(byte[] json) throws BundleException {
    try {
      Document document = MAPPER.readValue(json, Document.class);
      if (document.format != FORMAT) {
        throw new BundleException(
            "bundle.json has format " + document.format + "; this program reads " + FORMAT);
      }
      Map<ModelRole, BundleFile> files = new EnumMap<>(ModelRole.class);
      document.files.forEach((role, file) -> files.put(ModelRole.parse(role), file));
      return new Bundle(
          document.name,
          document.architecture,
          document.classes,
          files,
          document.licence,
          document.disclaimer,
          document.evaluation);
    } catch (ValueInstantiationException e) {
      throw new BundleException("bundle.json: " + reason(e.getCause(), e), e);
    } catch (JsonProcessingException e) {
      throw new BundleException("bundle.json: " + reason(null, e), e);
    } catch (IllegalArgumentException e) {
      throw new BundleException("bundle.json: " + e.getMessage(), e);
    } catch (BundleException e) {
      throw e;
    } catch (IOException e) {
      throw new BundleException("bundle.json cannot be read", e);
    }
  }

  private static String reason(@Nullable Throwable cause, JsonProcessingException e) {
    if (cause != null && cause.getMessage() != null) {
      return cause.getMessage();
    }
    String place =
        e.getLocation() == null
            ? ""
            : " (line %d, column %d)"
                .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    return e.getOriginalMessage() + place;
  }

  static byte[] write(Bundle bundle) {
    Map<String, BundleFile> files = new LinkedHashMap<>();
    bundle.files().forEach((role, file) -> files.put(role.label(), file));
    Document document =
        new Document(
            FORMAT,
            bundle.name(),
            bundle.architecture(),
            bundle.classes(),
            files,
            bundle.licence(),
            bundle.disclaimer(),
            bundle.evaluation());
    try {
      return (WRITER.writeValueAsString(document) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
