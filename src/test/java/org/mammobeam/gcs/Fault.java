package org.mammobeam.gcs;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.mammobeam.gcs.Answer.Said;

/** What may go wrong with a request. */
public interface Fault {
  /**
   * Has it go wrong, or not.
   *
   * @param rest does what was asked for
   * @return whether the request has been answered
   */
  boolean answers(Call call, HttpExchange exchange, Rest rest) throws IOException;

  /** Whether it has gone wrong yet, as far as that is counted. */
  default boolean struck() {
    return true;
  }

  /** What the server would do without any fault. */
  interface Rest {
    void run(Answer answer) throws IOException;
  }

  /** The next requests of some kinds are answered with an error. */
  static Fault status(int status, int times, Call.Kind... kinds) {
    return limited(
        times,
        Set.of(kinds),
        (call, exchange, rest) -> {
          GcsStub.answerError(exchange, status);
          return true;
        });
  }

  /** The next requests of some kinds wait before they are answered. */
  static Fault slow(int millis, int times, Call.Kind... kinds) {
    return limited(
        times,
        Set.of(kinds),
        (call, exchange, rest) -> {
          try {
            Thread.sleep(millis);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return false;
        });
  }

  /** The connections of the next requests are cut before anything is done. */
  static Fault cut(int times, Call.Kind... kinds) {
    return limited(
        times,
        Set.of(kinds),
        (call, exchange, rest) -> {
          exchange.getRequestBody().readNBytes(100);
          throw new IOException("the server closes the connection of whom it cannot answer");
        });
  }

  /** The connections of the next requests are cut in the middle of the answer. */
  static Fault cutAnswer(int times, Call.Kind... kinds) {
    return limited(
        times,
        Set.of(kinds),
        (call, exchange, rest) -> {
          rest.run(
              said -> {
                said.headers()
                    .forEach((name, text) -> exchange.getResponseHeaders().set(name, text));
                exchange.sendResponseHeaders(said.status(), Math.max(2, said.body().length));
                exchange.getResponseBody().write(said.body(), 0, said.body().length / 2);
                exchange.getResponseBody().flush();
                exchange.close();
              });
          return true;
        });
  }

  /** The next requests are answered with half of what they ask for, as if that were all. */
  static Fault half(int times, Call.Kind... kinds) {
    return limited(
        times,
        Set.of(kinds),
        (call, exchange, rest) -> {
          rest.run(
              said -> {
                byte[] half = Arrays.copyOf(said.body(), said.body().length / 2);
                GcsStub.send(exchange, new Said(said.status(), said.headers(), half));
              });
          return true;
        });
  }

  /** What the next requests ask for happens, and they are told that it did not. */
  static Fault happensUnseen(int status, int times, Call.Kind... kinds) {
    return limited(
        times,
        Set.of(kinds),
        (call, exchange, rest) -> {
          rest.run(answer -> {});
          GcsStub.answerError(exchange, status);
          return true;
        });
  }

  private static Fault limited(int times, Set<Call.Kind> kinds, Fault fault) {
    return new LimitedFault(times, kinds, fault);
  }
}
