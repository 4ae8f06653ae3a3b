package org.mammobeam.model;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Expensive things of which a process holds one copy each: loaded by the first user, closed with
 * the last one.
 *
 * @param <K> says which copy; a value with equality
 * @param <C> the copy
 */
public final class SharedCopies<K, C extends AutoCloseable> {
  private final Map<K, Entry<C>> entries = new HashMap<>();

  private static final class Entry<C> {
    final CompletableFuture<C> copy = new CompletableFuture<>();
    int users;
  }

  /** Makes a copy; called by one thread at a time for a key. */
  @FunctionalInterface
  public interface Loader<C> {
    C load() throws IOException;
  }

  /** One user's hold of a copy; closing it twice is as closing it once. */
  public final class Hold implements AutoCloseable {
    private final K key;
    private final C copy;
    private boolean closed;

    private Hold(K key, C copy) {
      this.key = key;
      this.copy = copy;
    }

    /** The copy. */
    public synchronized C get() {
      if (closed) {
        throw new IllegalStateException(key + " is used after it was closed");
      }
      return copy;
    }

    @Override
    public void close() {
      synchronized (this) {
        if (closed) {
          return;
        }
        closed = true;
      }
      release(key);
    }
  }

  /**
   * Takes a hold of a copy, loading it if nobody has one. Threads that come while it is being
   * loaded wait for it; a failure to load reaches all of them and is not remembered.
   */
  public Hold open(K key, Loader<C> loader) throws IOException {
    Entry<C> entry;
    boolean first;
    synchronized (entries) {
      entry = entries.computeIfAbsent(key, unused -> new Entry<>());
      first = entry.users++ == 0;
    }
    if (first) {
      load(key, entry, loader);
    }
    try {
      return new Hold(key, entry.copy.join());
    } catch (CompletionException e) {
      throw new IOException(key + " could not be opened: " + cause(e).getMessage(), cause(e));
    }
  }

  private void load(K key, Entry<C> entry, Loader<C> loader) throws IOException {
    try {
      entry.copy.complete(loader.load());
    } catch (IOException | RuntimeException | Error e) {
      synchronized (entries) {
        entries.remove(key, entry);
      }
      entry.copy.completeExceptionally(e);
      throw e;
    }
  }

  private static Throwable cause(CompletionException e) {
    return e.getCause() == null ? e : e.getCause();
  }

  private void release(K key) {
    Entry<C> entry;
    synchronized (entries) {
      entry = entries.get(key);
      if (entry == null || --entry.users > 0) {
        return;
      }
      entries.remove(key);
    }
    close(entry.copy.join());
  }

  private static void close(AutoCloseable copy) {
    try {
      copy.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("closing failed", e);
    }
  }

  /** Copies that are open now. */
  public int openCopies() {
    synchronized (entries) {
      return entries.size();
    }
  }

  /** Users of a copy; 0 if it is not open. */
  public int users(K key) {
    synchronized (entries) {
      @Nullable Entry<C> entry = entries.get(key);
      return entry == null ? 0 : entry.users;
    }
  }
}
