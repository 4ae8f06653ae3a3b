package org.mammobeam.gcs;

import java.io.IOException;
import java.util.Map;

/** Takes what the server says. */
interface Answer {
  /** Takes an answer whole. */
  void take(Said said) throws IOException;

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param headers of HTTP
   * @param body its bytes
   */
  record Said(int status, Map<String, String> headers, byte[] body) {}
}
