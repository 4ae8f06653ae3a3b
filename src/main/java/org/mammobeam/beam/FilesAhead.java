package org.mammobeam.beam;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Files of a folder that are about to be opened. Where the folder is on other machines they are
 * fetched side by side from the start, and each is ready when it has come; on this one nothing is
 * done ahead. Used by one thread; closing it ends what nobody has opened.
 */
final class FilesAhead implements AutoCloseable {
  /** The time of a request is waiting, not work, and several exams may be on their way at once. */
  private static final int AT_ONCE = 16;

  private static final long IDLE_SECONDS = 20;

  private static final ExecutorService THREADS = threads();

  private final Folder folder;
  private final Map<String, Coming> coming = new HashMap<>();

  private FilesAhead(Folder folder) {
    this.folder = folder;
  }

  /** Starts fetching files, if that takes time. */
  static FilesAhead of(Folder folder, Collection<String> paths) {
    FilesAhead ahead = new FilesAhead(folder);
    if (!folder.isLocal()) {
      paths.forEach(path -> ahead.coming.computeIfAbsent(path, unused -> Coming.of(folder, path)));
    }
    return ahead;
  }

  /** Opens a file; one that is not among those ahead, or was opened before, is fetched now. */
  InputStream open(String path) throws IOException {
    Coming file = coming.remove(path);
    return file == null ? folder.open(path) : file.get();
  }

  @Override
  public void close() {
    coming.values().forEach(Coming::drop);
    coming.clear();
  }

  private static ExecutorService threads() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "files-ahead");
              thread.setDaemon(true);
              return thread;
            });
    // Idle ones end, so that they do not hold the class loader of a job that has ended.
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  private record Coming(CompletableFuture<InputStream> content, Future<?> task) {
    static Coming of(Folder folder, String path) {
      CompletableFuture<InputStream> content = new CompletableFuture<>();
      Future<?> task =
          THREADS.submit(
              () -> {
                try {
                  content.complete(folder.open(path));
                } catch (IOException | RuntimeException | Error e) {
                  content.completeExceptionally(e);
                }
              });
      return new Coming(content, task);
    }

    InputStream get() throws IOException {
      try {
        return content.get();
      } catch (InterruptedException e) {
        drop();
        Thread.currentThread().interrupt();
        InterruptedIOException interrupted = new InterruptedIOException("interrupted");
        interrupted.initCause(e);
        throw interrupted;
      } catch (ExecutionException e) {
        if (e.getCause() instanceof IOException reason) {
          throw reason;
        }
        throw new IllegalStateException(e.getCause());
      }
    }

    /** What is on its way may come: clients that are interrupted complain to the log. */
    void drop() {
      task.cancel(false);
      CompletableFuture<Void> unused = content.thenAccept(Coming::end);
    }

    private static void end(InputStream content) {
      try {
        content.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
