package org.mammobeam.stream;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;

/**
 * State in few bytes, as an engine may copy all of it for every event. Savepoints hold it: a later
 * version may write more behind what is there, which earlier ones pass over, and reads what is
 * missing as nothing.
 */
abstract class StateCoder<T> extends AtomicCoder<T> {
  private static final Coder<byte[]> WHOLE = ByteArrayCoder.of();

  abstract void write(T value, OutputStream out) throws IOException;

  abstract T read(InputStream in) throws IOException;

  @Override
  public final void encode(T value, OutputStream out) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    write(value, whole);
    WHOLE.encode(whole.toByteArray(), out);
  }

  @Override
  public final T decode(InputStream in) throws IOException {
    return read(new ByteArrayInputStream(WHOLE.decode(in)));
  }

  static final class OfTold extends StateCoder<Told> {
    @Override
    void write(Told told, OutputStream out) throws IOException {
      StringUtf8Coder.of().encode(told.text(), out);
      VarLongCoder.of().encode(told.millis(), out);
    }

    @Override
    Told read(InputStream in) throws IOException {
      return new Told(StringUtf8Coder.of().decode(in), VarLongCoder.of().decode(in));
    }
  }

  static final class OfInWork extends StateCoder<InWork> {
    private static final Coder<List<Long>> TIMES = ListCoder.of(VarLongCoder.of());

    @Override
    void write(InWork work, OutputStream out) throws IOException {
      TIMES.encode(work.queued(), out);
      TIMES.encode(work.ended(), out);
    }

    @Override
    InWork read(InputStream in) throws IOException {
      return new InWork(TIMES.decode(in), TIMES.decode(in));
    }
  }
}
