package org.mammobeam.runner.spark;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.mammobeam.runner.PlacementException;

final class MastersTest {
  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void refuses(String master, String said) {
    PlacementException e = assertThrows(PlacementException.class, () -> Masters.check(master));
    assertTrue(String.valueOf(e.getMessage()).contains(said), e::toString);
  }

  @Test
  void oneOfThemIsEnough() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String masters = "spark://localhost:%d,localhost:%d";
      assertDoesNotThrow(
          () -> Masters.check(masters.formatted(closedPort(), socket.getLocalPort())));
    }
  }

  @Test
  void noneIsRefusedWithTheReasonOfEach() throws IOException {
    int port = closedPort();
    refuses("spark://localhost:" + port, "localhost:%d: Connection refused".formatted(port));
    refuses("spark://localhost", "Invalid master URL: spark://localhost");
  }

  @Test
  void otherEnginesAreLeftAlone() {
    assertDoesNotThrow(() -> Masters.check("local[2]"));
    assertDoesNotThrow(() -> Masters.check("yarn"));
  }
}
