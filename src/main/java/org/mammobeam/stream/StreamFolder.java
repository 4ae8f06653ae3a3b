package org.mammobeam.stream;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.mammobeam.beam.Folder;

/**
 * Where the workers of a stream tell how it is going and are told to stop: {@code status/} in the
 * output folder.
 *
 * @param output the output folder
 */
public record StreamFolder(Folder output) implements Serializable {
  /** The folder of all of it. */
  public static final String FOLDER = "status/";

  /** Is there when the stream is to take no more exams and to end when it has done its work. */
  public static final String STOP = FOLDER + "STOP";

  /** Where people look. */
  public String page() {
    return output.uri() + "/" + FOLDER + "index.html";
  }

  /** Whether the stream is to end. */
  boolean isStopping() throws IOException {
    return !output.list(STOP).isEmpty();
  }

  /** Takes an old wish to stop back, and the place of another stream's status: one begins. */
  public void begin(StreamStart start) throws IOException {
    output.delete(List.of(STOP));
    StreamStatus.begin(start).write(output);
  }
}
