package org.mammobeam.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;

final class StateCoderTest {
  @Test
  void valuesComeBack() throws IOException {
    Told told = new Told("Ärger with \"bundle.json\"", 1_800_000_000_000L);
    assertEquals(told, there(new StateCoder.OfTold(), new StateCoder.OfTold(), told));
    InWork work = new InWork(List.of(5L, 1_800_000_000_000L), List.of(InWork.UNPUBLISHED));
    assertEquals(work, there(new StateCoder.OfInWork(), new StateCoder.OfInWork(), work));
  }

  @Test
  void whatALaterVersionAddsIsPassedOver() throws IOException {
    StateCoder<Told> later =
        new StateCoder<>() {
          private final StateCoder<Told> now = new StateCoder.OfTold();

          @Override
          void write(Told told, OutputStream out) throws IOException {
            now.write(told, out);
            StringUtf8Coder.of().encode("more", out);
          }

          @Override
          Told read(InputStream in) throws IOException {
            return now.read(in);
          }
        };
    Told told = new Told("no image of [L-CC]", 77);
    assertEquals(told, there(later, new StateCoder.OfTold(), told));
  }

  /** Writes by one coder in front of something else, and reads by another. */
  private static <T> T there(Coder<T> writer, Coder<T> reader, T value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    KvCoder.of(writer, StringUtf8Coder.of()).encode(KV.of(value, "next"), out);
    assertEquals(value, CoderUtils.clone(reader, value));
    KV<T, String> read =
        KvCoder.of(reader, StringUtf8Coder.of())
            .decode(new ByteArrayInputStream(out.toByteArray()));
    assertEquals("next", read.getValue());
    return read.getKey();
  }
}
