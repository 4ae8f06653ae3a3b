package org.mammobeam.runner.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.rpc.RpcAddress;
import org.apache.spark.util.Utils;
import org.mammobeam.runner.PlacementException;

/** The masters of a standalone cluster. */
final class Masters {
  private static final int CONNECT_MILLIS = 5000;

  private Masters() {}

  /**
   * Makes sure that one answers. Spark itself would try for a minute, with stack traces, and say
   * afterwards that it has stopped.
   *
   * @param master as in {@code spark.master}; others than of standalone clusters are left alone
   */
  static void check(String master) throws PlacementException {
    if (!master.startsWith("spark://")) {
      return;
    }
    List<String> reasons = new ArrayList<>();
    for (String address : Utils.parseStandaloneMasterUrls(master)) {
      try {
        connect(RpcAddress.fromSparkURL(address));
        return;
      } catch (Exception e) {
        reasons.add(address + ": " + e.getMessage());
      }
    }
    throw new PlacementException(
        "no Spark master answers (%s); is it running?".formatted(String.join(", ", reasons)));
  }

  private static void connect(RpcAddress master) throws IOException {
    IOException refused = new IOException("no address");
    for (InetAddress host : InetAddress.getAllByName(master.host())) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(host, master.port()), CONNECT_MILLIS);
        return;
      } catch (IOException e) {
        refused = e;
      }
    }
    throw refused;
  }
}
