package org.mammobeam.beam;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystem;
import org.apache.beam.sdk.io.FileSystemRegistrar;
import org.apache.beam.sdk.io.fs.CreateOptions;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.apache.beam.sdk.io.fs.MatchResult.Status;
import org.apache.beam.sdk.io.fs.MoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * Objects in memory, as stores in clouds keep them: no folders, no renaming, each object written
 * whole. Can be told to let nothing be changed any more after so many changes, as if whoever
 * changed it had been killed, and to break downloads off.
 */
public final class ObjectStore extends FileSystem<ObjectStore.Id> {
  private static final String SCHEME = "objects";
  private static final ObjectStore ONLY = new ObjectStore();

  private final TreeMap<String, Stored> objects = new TreeMap<>();
  private int changesLeft = Integer.MAX_VALUE;
  private long clock = 1_700_000_000_000L;
  private Consumer<String> beforeDelete = name -> {};
  private int halves;

  private static final class Stored {
    private final byte[] bytes;
    private final long millis;

    Stored(byte[] bytes, long millis) {
      this.bytes = bytes;
      this.millis = millis;
    }
  }

  /** Makes it known. */
  public static final class Registrar implements FileSystemRegistrar {
    @Override
    public Iterable<FileSystem<?>> fromOptions(PipelineOptions options) {
      return List.of(ONLY);
    }
  }

  /** The name of an object, or the beginning of several. */
  record Id(String uri) implements ResourceId {
    @Override
    public ResourceId resolve(String other, ResolveOptions options) {
      return new Id(getCurrentDirectory() + other);
    }

    @Override
    public ResourceId getCurrentDirectory() {
      return new Id(uri.substring(0, uri.lastIndexOf('/') + 1));
    }

    @Override
    public String getScheme() {
      return SCHEME;
    }

    @Override
    public String getFilename() {
      return uri.substring(uri.lastIndexOf('/') + 1);
    }

    @Override
    public boolean isDirectory() {
      return uri.endsWith("/");
    }

    @Override
    public String toString() {
      return uri;
    }
  }

  /** The folder that all objects are in. */
  public static Folder folder() {
    return new Folder(SCHEME + "://store/out");
  }

  /** Holds what a local folder holds, all of it as old as that. */
  public static void fill(Path folder, long ageMillis) {
    synchronized (ONLY) {
      ONLY.objects.clear();
      ONLY.changesLeft = Integer.MAX_VALUE;
      ONLY.beforeDelete = name -> {};
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String name = folder().uri() + "/" + folder.relativize(file);
          ONLY.objects.put(name, new Stored(Files.readAllBytes(file), ONLY.clock - ageMillis));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** From now on so many changes are made and then none. */
  public static void killAfter(int changes) {
    synchronized (ONLY) {
      ONLY.changesLeft = changes;
    }
  }

  /** So many of the next downloads end in the middle, without any error. */
  public static void endInTheMiddle(int downloads) {
    synchronized (ONLY) {
      ONLY.halves = downloads;
    }
  }

  /** From now on changes are made again. */
  public static void revive() {
    killAfter(Integer.MAX_VALUE);
  }

  /** Is told the path of every object before it is deleted. */
  public static void beforeDelete(Consumer<String> told) {
    synchronized (ONLY) {
      ONLY.beforeDelete = told;
    }
  }

  /** The objects by their paths in the folder. */
  public static Map<String, byte[]> objects() {
    synchronized (ONLY) {
      Map<String, byte[]> objects = new TreeMap<>();
      ONLY.objects.forEach(
          (name, stored) -> objects.put(name.substring(folder().uri().length() + 1), stored.bytes));
      return objects;
    }
  }

  /** Puts objects in place of all that is there, as old as others. */
  public static void reset(Map<String, byte[]> objects, long ageMillis) {
    synchronized (ONLY) {
      ONLY.objects.clear();
      ONLY.changesLeft = Integer.MAX_VALUE;
      ONLY.beforeDelete = name -> {};
      objects.forEach(
          (path, bytes) ->
              ONLY.objects.put(
                  folder().uri() + "/" + path, new Stored(bytes, ONLY.clock - ageMillis)));
    }
  }

  private void change() throws IOException {
    if (changesLeft <= 0) {
      throw new InterruptedIOException("killed");
    }
    changesLeft--;
  }

  @Override
  protected synchronized List<MatchResult> match(List<String> patterns) {
    List<MatchResult> results = new ArrayList<>();
    for (String pattern : patterns) {
      Pattern regex = Pattern.compile(Pattern.quote(pattern).replace("*", "\\E[^/]*\\Q"));
      List<Metadata> found = new ArrayList<>();
      objects.forEach(
          (name, stored) -> {
            if (regex.matcher(name).matches()) {
              found.add(
                  Metadata.builder()
                      .setResourceId(new Id(name))
                      .setSizeBytes(stored.bytes.length)
                      .setIsReadSeekEfficient(false)
                      .setLastModifiedMillis(stored.millis)
                      .build());
            }
          });
      results.add(MatchResult.create(found.isEmpty() ? Status.NOT_FOUND : Status.OK, found));
    }
    return results;
  }

  @Override
  protected WritableByteChannel create(Id id, CreateOptions options) {
    return Channels.newChannel(
        new ByteArrayOutputStream() {
          private boolean closed;

          @Override
          public void close() throws IOException {
            if (!closed) {
              closed = true;
              synchronized (ObjectStore.this) {
                change();
                objects.put(id.uri(), new Stored(toByteArray(), clock));
              }
            }
          }
        });
  }

  @Override
  protected synchronized ReadableByteChannel open(Id id) throws IOException {
    Stored stored = objects.get(id.uri());
    if (stored == null) {
      throw new FileNotFoundException(id.uri());
    }
    int length = stored.bytes.length;
    boolean whole = halves == 0;
    halves = Math.max(0, halves - 1);
    return new SeekableInMemoryByteChannel(
        Arrays.copyOf(stored.bytes, whole ? length : length / 2)) {
      @Override
      public long size() {
        return length;
      }
    };
  }

  @Override
  protected void copy(List<Id> from, List<Id> to) {
    throw new UnsupportedOperationException("nothing here copies");
  }

  @Override
  protected void rename(List<Id> from, List<Id> to, MoveOptions... options) {
    throw new UnsupportedOperationException("objects are written under their names");
  }

  @Override
  protected void delete(Collection<Id> ids) throws IOException {
    for (Id id : ids) {
      Consumer<String> told;
      synchronized (this) {
        told = beforeDelete;
      }
      told.accept(id.uri().substring(folder().uri().length() + 1));
      synchronized (this) {
        change();
        objects.remove(id.uri());
      }
    }
  }

  @Override
  protected Id matchNewResource(String uri, boolean isFolder) {
    return new Id(isFolder && !uri.endsWith("/") ? uri + "/" : uri);
  }

  @Override
  protected String getScheme() {
    return SCHEME;
  }
}
