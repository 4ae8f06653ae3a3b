package org.mammobeam.beam;

import com.google.api.client.http.HttpResponseException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLException;
import org.apache.hadoop.ipc.RemoteException;

/**
 * Tries again what a file system on other machines did not do, where the reason passes: a server
 * that is busy, restarted or cut off. A reason that stays, such as a missing file, a missing
 * permission or a full quota, ends it at once.
 *
 * <p>The clients of the file systems retry single requests themselves; this is for what remains.
 */
final class Retries {
  private static final Duration FIRST_WAIT = Duration.ofMillis(250);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

  /** A name node restarts within. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Set<String> PASSING_IN_HADOOP =
      Set.of(
          "org.apache.hadoop.ipc.RetriableException",
          "org.apache.hadoop.ipc.StandbyException",
          "org.apache.hadoop.hdfs.server.namenode.SafeModeException",
          "org.apache.hadoop.hdfs.server.namenode.NotReplicatedYetException",
          "org.apache.hadoop.hdfs.server.namenode.LeaseExpiredException",
          "org.apache.hadoop.hdfs.protocol.RecoveryInProgressException");

  private Retries() {}

  /**
   * Something that may be tried again.
   *
   * @param <T> what it gives
   */
  @FunctionalInterface
  interface Attempt<T> {
    T make() throws IOException;
  }

  /**
   * Makes attempts until one succeeds, the reason stays or patience is over.
   *
   * @throws IOException the last attempt's
   */
  static <T> T of(Attempt<T> attempt) throws IOException {
    return within(PATIENCE, attempt);
  }

  /**
   * Likewise, with another patience.
   *
   * @param patience no attempt begins later than this after the first
   */
  static <T> T within(Duration patience, Attempt<T> attempt) throws IOException {
    long start = System.nanoTime();
    Duration wait = FIRST_WAIT;
    while (true) {
      try {
        return attempt.make();
      } catch (IOException e) {
        if (!passes(e) || isOver(start, wait, patience)) {
          throw told(e);
        }
        sleep(wait, e);
        Duration twice = wait.multipliedBy(2);
        wait = twice.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : twice;
      }
    }
  }

  /**
   * With what the server answered, or why it did not, which clients keep to the causes of their
   * exceptions.
   */
  private static IOException told(IOException failure) {
    if (failure instanceof FileNotFoundException) {
      return failure;
    }
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpResponseException answer) {
        return new IOException(
            "%s: %d %s"
                .formatted(failure.getMessage(), answer.getStatusCode(), answer.getStatusMessage()),
            failure);
      }
      if (cause.getCause() == null && isOfTheNetwork(cause)) {
        return new IOException("%s: %s".formatted(failure.getMessage(), cause), failure);
      }
    }
    return failure;
  }

  private static boolean isOver(long start, Duration wait, Duration patience) {
    return System.nanoTime() - start + wait.toNanos() > patience.toNanos();
  }

  /** Workers that failed together do not come back together. */
  private static void sleep(Duration wait, IOException reason) throws IOException {
    try {
      Thread.sleep(wait.toMillis() / 2 + ThreadLocalRandom.current().nextLong(wait.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw reason;
    }
  }

  /** Whether the same may succeed a little later. */
  static boolean passes(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ClosedByInterruptException
          || cause instanceof FileNotFoundException
          || cause instanceof FileSystemException) {
        return false;
      }
      if (cause instanceof HttpResponseException answer) {
        return passes(answer);
      }
      if (cause instanceof RemoteException answer) {
        return PASSING_IN_HADOOP.contains(answer.getClassName())
            || String.valueOf(answer.getMessage()).contains("could only be written to 0 of");
      }
      if (PASSING_IN_HADOOP.contains(cause.getClass().getName()) || isOfTheNetwork(cause)) {
        return true;
      }
    }
    return false;
  }

  private static boolean passes(HttpResponseException answer) {
    int status = answer.getStatusCode();
    return status == 408
        || status == 429
        || status >= 500
        || (status == 403 && String.valueOf(answer.getContent()).contains("ateLimitExceeded"));
  }

  private static boolean isOfTheNetwork(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return cause instanceof PartialFileException
        || cause instanceof SocketException
        || cause instanceof SocketTimeoutException
        || cause instanceof UnknownHostException
        || cause instanceof SSLException
        || cause instanceof EOFException
        || (cause instanceof InterruptedIOException && message.contains("timeout"))
        || message.contains("Premature EOF")
        || message.contains("closed prematurely")
        || message.contains("before all requestedBytes were received")
        || message.contains("Could not obtain block")
        || message.contains("All datanodes")
        || message.contains("Unable to create new block")
        || message.contains("Connection reset");
  }
}
