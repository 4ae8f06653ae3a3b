package org.mammobeam.gcs;

import java.io.IOException;
import java.util.Map;

/** Takes what the server says. */
interface Answer {
  /** Takes an answer whole. */
  void take(Said said) throws IOException;

  /** An answer. */
  final class Said {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    Said(int status, Map<String, String> headers, byte[] body) {
      this.status = status;
      this.headers = headers;
      this.body = body;
    }

    int status() {
      return status;
    }

    Map<String, String> headers() {
      return headers;
    }

    byte[] body() {
      return body;
    }
  }
}
