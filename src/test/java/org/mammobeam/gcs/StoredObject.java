package org.mammobeam.gcs;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** An object of the server. */
public final class StoredObject {
  private final String bucket;
  private final String name;
  private final byte[] content;
  private final long generation;
  private final Instant updated;

  StoredObject(String bucket, String name, byte[] content, long generation, Instant updated) {
    this.bucket = bucket;
    this.name = name;
    this.content = content;
    this.generation = generation;
    this.updated = updated;
  }

  String bucket() {
    return bucket;
  }

  String name() {
    return name;
  }

  /** Its bytes. */
  public byte[] content() {
    return content;
  }

  /** Greater with every write. */
  long generation() {
    return generation;
  }

  /** As the JSON API describes it. */
  Map<String, Object> json() throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", "storage#object");
    json.put("id", bucket + "/" + name + "/" + generation);
    json.put("bucket", bucket);
    json.put("name", name);
    json.put("generation", Long.toString(generation));
    json.put("metageneration", "1");
    json.put("contentType", "application/octet-stream");
    json.put("storageClass", "STANDARD");
    json.put("size", Integer.toString(content.length));
    json.put("md5Hash", Base64.getEncoder().encodeToString(md5(content)));
    json.put("timeCreated", updated.toString());
    json.put("updated", updated.toString());
    return json;
  }

  private static byte[] md5(byte[] content) throws IOException {
    try {
      return MessageDigest.getInstance("MD5").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IOException(e);
    }
  }
}
