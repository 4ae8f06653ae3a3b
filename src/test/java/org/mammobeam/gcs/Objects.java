package org.mammobeam.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** The objects of a server, by {@code bucket/name}. */
public final class Objects {
  private static final int PAGE = 1000;

  private final ConcurrentSkipListMap<String, StoredObject> byPath = new ConcurrentSkipListMap<>();
  private final AtomicLong generations = new AtomicLong(1);

  /** Writes an object. */
  public StoredObject put(String bucket, String name, byte[] content) {
    StoredObject object =
        new StoredObject(
            bucket,
            name,
            content,
            generations.incrementAndGet(),
            Instant.ofEpochMilli(System.currentTimeMillis()));
    byPath.put(bucket + "/" + name, object);
    return object;
  }

  /** The object, if there is one. */
  public Optional<StoredObject> find(String bucket, String name) {
    return Optional.ofNullable(byPath.get(bucket + "/" + name));
  }

  /** Takes an object away. */
  public void delete(String bucket, String name) {
    byPath.remove(bucket + "/" + name);
  }

  /** Text of an object. */
  public String text(String bucket, String name) {
    return new String(find(bucket, name).orElseThrow().content(), UTF_8);
  }

  /** Names of a bucket's objects that begin like this. */
  public List<String> names(String bucket, String prefix) {
    return byPath.tailMap(bucket + "/" + prefix).values().stream()
        .takeWhile(object -> object.bucket().equals(bucket) && object.name().startsWith(prefix))
        .map(StoredObject::name)
        .toList();
  }

  /** Writes all files of a folder below a name. */
  public void upload(Path folder, String bucket, String prefix) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      put(bucket, prefix + "/" + folder.relativize(file), Files.readAllBytes(file));
    }
  }

  /** One page of a listing. */
  Map<String, Object> page(String bucket, Map<String, String> query) throws IOException {
    String prefix = query.getOrDefault("prefix", "");
    String delimiter = query.getOrDefault("delimiter", "");
    int most = Integer.parseInt(query.getOrDefault("maxResults", Integer.toString(PAGE)));
    String token = query.getOrDefault("pageToken", "");
    String from =
        token.isEmpty() ? prefix : new String(Base64.getUrlDecoder().decode(token), UTF_8);
    List<Object> items = new ArrayList<>();
    Set<String> prefixes = new LinkedHashSet<>();
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("kind", "storage#objects");
    for (StoredObject object : byPath.tailMap(bucket + "/" + from).values()) {
      if (!object.bucket().equals(bucket) || !object.name().startsWith(prefix)) {
        break;
      }
      if (items.size() + prefixes.size() >= Math.min(most, PAGE)) {
        String next = Base64.getUrlEncoder().encodeToString(object.name().getBytes(UTF_8));
        page.put("nextPageToken", next);
        break;
      }
      int end = delimiter.isEmpty() ? -1 : object.name().indexOf(delimiter, prefix.length());
      if (end >= 0) {
        prefixes.add(object.name().substring(0, end + 1));
      } else {
        items.add(object.json());
      }
    }
    if (!items.isEmpty()) {
      page.put("items", items);
    }
    if (!prefixes.isEmpty()) {
      page.put("prefixes", List.copyOf(prefixes));
    }
    return page;
  }
}
