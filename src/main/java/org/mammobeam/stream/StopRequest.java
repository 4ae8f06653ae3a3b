package org.mammobeam.stream;

import java.io.IOException;
import java.io.Serializable;
import org.mammobeam.beam.Folder;
import org.mammobeam.codec.CanonicalJson;

/**
 * What {@code status/STOP} says.
 *
 * @param stream ID of the stream that is to stop
 * @param millis when that was asked, in milliseconds since 1970
 */
public record StopRequest(String stream, long millis) implements Serializable {
  /** Asks the stream that writes to an output folder. */
  public void write(Folder output) throws IOException {
    output.write(StreamFolder.STOP, CanonicalJson.bytes(this));
  }
}
