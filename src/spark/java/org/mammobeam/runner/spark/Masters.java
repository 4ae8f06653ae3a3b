package org.mammobeam.runner.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.mammobeam.runner.PlacementException;

/** The masters of a standalone cluster. */
final class Masters {
  private static final String STANDALONE = "spark://";
  private static final int CONNECT_MILLIS = 5000;

  private Masters() {}

  /**
   * Makes sure that one answers. Spark itself would try for a minute, with stack traces, and say
   * afterwards that it has stopped.
   *
   * @param master as in {@code spark.master}; others than of standalone clusters are left alone
   */
  static void check(String master) throws PlacementException {
    if (!master.startsWith(STANDALONE)) {
      return;
    }
    List<String> reasons = new ArrayList<>();
    for (String address : master.substring(STANDALONE.length()).split(",", -1)) {
      try {
        connect(address);
        return;
      } catch (IOException | IllegalArgumentException e) {
        reasons.add(address + ": " + e.getMessage());
      }
    }
    throw new PlacementException(
        "no Spark master answers (%s); is it running?".formatted(String.join(", ", reasons)));
  }

  private static void connect(String address) throws IOException {
    int colon = address.lastIndexOf(':');
    if (colon < 0) {
      throw new IOException("no port");
    }
    int port = Integer.parseInt(address.substring(colon + 1));
    IOException refused = new IOException("no address");
    for (InetAddress host : InetAddress.getAllByName(address.substring(0, colon))) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
        return;
      } catch (IOException e) {
        refused = e;
      }
    }
    throw refused;
  }
}
