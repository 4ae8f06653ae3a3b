package org.mammobeam.beam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponseException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.hdfs.protocol.DSQuotaExceededException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is tried again, and what is not. */
final class RetriesTest {
  private static IOException answered(int status, String content) {
    return new IOException(
        "Unable to read",
        new HttpResponseException.Builder(status, "said", new HttpHeaders())
            .setContent(content)
            .build());
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void serversThatAreBusyAreAskedAgain(int status) {
    assertTrue(Retries.passes(answered(status, "")));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 412})
  void refusalsAreNot(int status) {
    assertFalse(Retries.passes(answered(status, "")));
  }

  @Test
  void aRateLimitIsARefusalThatPasses() {
    assertTrue(Retries.passes(answered(403, "{\"reason\": \"rateLimitExceeded\"}")));
  }

  static Stream<IOException> passing() {
    return Stream.of(
        new SocketTimeoutException("Read timed out"),
        new ConnectException("Connection refused"),
        new IOException("call failed", new SocketException("Connection reset")),
        new EOFException(),
        new PartialFileException("gs://b/o", 10, 5),
        new RemoteException(
            "org.apache.hadoop.hdfs.server.namenode.SafeModeException", "in safe mode"),
        new RemoteException("java.io.IOException", "File x could only be written to 0 of the 1"));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void troublesOfTheNetworkPass(IOException trouble) {
    assertTrue(Retries.passes(trouble), trouble::toString);
  }

  static Stream<IOException> staying() {
    return Stream.of(
        new FileNotFoundException("gs://b/o"),
        new AccessDeniedException("/x"),
        new AccessControlException("Permission denied: user=x"),
        new DSQuotaExceededException("The DiskSpace quota is exceeded"),
        new RemoteException("org.apache.hadoop.security.AccessControlException", "denied"),
        new IOException("No space left on device"));
  }

  @ParameterizedTest
  @MethodSource("staying")
  void whatIsMissingForbiddenOrFullStays(IOException trouble) throws IOException {
    assertFalse(Retries.passes(trouble), trouble::toString);
    AtomicInteger made = new AtomicInteger();
    assertThrows(
        trouble.getClass(),
        () ->
            Retries.of(
                () -> {
                  made.incrementAndGet();
                  throw trouble;
                }));
    assertEquals(1, made.get());
  }

  @Test
  void whatPassesIsWaitedFor() throws IOException {
    AtomicInteger made = new AtomicInteger();
    String result =
        Retries.of(
            () -> {
              if (made.incrementAndGet() < 3) {
                throw new SocketException("Connection reset");
              }
              return "well";
            });
    assertEquals("well", result);
    assertEquals(3, made.get());
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void patienceEndsAndWaitsGrow() {
    AtomicInteger made = new AtomicInteger();
    SocketException trouble = new SocketException("Connection reset");
    IOException told =
        assertThrows(
            IOException.class,
            () ->
                Retries.within(
                    Duration.ofSeconds(1),
                    () -> {
                      made.incrementAndGet();
                      throw trouble;
                    }));
    assertSame(trouble, told);
    assertTrue(made.get() == 2 || made.get() == 3, () -> made + " attempts in a second");
  }

  @Test
  void whyTheServerDidNotAnswerIsTold() {
    IOException trouble =
        new IOException("Unable to match files", new UnknownHostException("storage.example"));
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                Retries.within(
                    Duration.ZERO,
                    () -> {
                      throw trouble;
                    }));
    assertEquals(
        "Unable to match files: java.net.UnknownHostException: storage.example", e.getMessage());
  }

  @Test
  void theAnswerOfTheServerIsTold() {
    for (IOException trouble : List.of(answered(403, ""), answered(400, ""))) {
      IOException e =
          assertThrows(
              IOException.class,
              () ->
                  Retries.of(
                      () -> {
                        throw trouble;
                      }));
      assertTrue(String.valueOf(e.getMessage()).startsWith("Unable to read: 40"), e::toString);
    }
  }
}
