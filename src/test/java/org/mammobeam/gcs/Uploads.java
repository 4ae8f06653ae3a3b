package org.mammobeam.gcs;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mammobeam.gcs.Answer.Said;

/** Uploads under way. An object is there when the last byte of it has come, and not before. */
final class Uploads {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern RANGE =
      Pattern.compile("bytes (?:(\\d+)-(\\d+)|\\*)/(?:(\\d+)|\\*)");

  private final Objects objects;
  private final String endpoint;
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();

  private static final class Session {
    private final Call begun;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private @Nullable StoredObject done;

    Session(Call begun) {
      this.begun = begun;
    }
  }

  Uploads(Objects objects, String endpoint) {
    this.objects = objects;
    this.endpoint = endpoint;
  }

  Said begin(Call call, byte[] body) throws IOException {
    if ("multipart".equals(call.query().get("uploadType"))) {
      return whole(call, new String(body, StandardCharsets.ISO_8859_1));
    }
    String name = call.object();
    if (name.isEmpty()) {
      name = JSON.readTree(body).path("name").asText();
    }
    if (!"resumable".equals(call.query().get("uploadType"))) {
      return GcsStub.error(400, "only resumable and multipart uploads are served");
    }
    String id = UUID.randomUUID().toString();
    sessions.put(id, new Session(new Call(call.kind(), call.bucket(), name, call.query())));
    String location =
        endpoint.replace("/storage/v1/", "/upload/storage/v1/")
            + "b/"
            + call.bucket()
            + "/o?uploadType=resumable&upload_id="
            + id
            + "&name="
            + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return new Said(200, Map.of("Location", location), new byte[0]);
  }

  /** An upload in one request: the description, then the content. */
  private Said whole(Call call, String body) throws IOException {
    String boundary = "\r\n" + body.substring(0, body.indexOf("\r\n"));
    int described = body.indexOf("\r\n\r\n") + 4;
    int next = body.indexOf(boundary, described);
    int content = body.indexOf("\r\n\r\n", next + boundary.length()) + 4;
    int end = body.indexOf(boundary, content - 2);
    String name = JSON.readTree(body.substring(described, next)).path("name").asText();
    byte[] bytes =
        body.substring(content, Math.max(content, end)).getBytes(StandardCharsets.ISO_8859_1);
    return GcsStub.json(objects.put(call.bucket(), name, bytes).json());
  }

  Said go(Call call, Optional<String> range, byte[] body) throws IOException {
    Session session = sessions.get(call.query().getOrDefault("upload_id", ""));
    if (session == null) {
      return GcsStub.error(404, "no such upload");
    }
    synchronized (session) {
      if (session.done != null) {
        return GcsStub.json(session.done.json());
      }
      Matcher part = RANGE.matcher(range.orElse("bytes 0-0/*"));
      if (!part.matches()) {
        return GcsStub.error(400, "Content-Range: " + range);
      }
      if (part.group(1) != null) {
        long from = Long.parseLong(part.group(1));
        if (from > session.content.size()) {
          return GcsStub.error(400, "a gap before " + from);
        }
        int known = (int) (session.content.size() - from);
        session.content.write(body, Math.min(known, body.length), Math.max(0, body.length - known));
      }
      String total = part.group(3);
      if (total != null && session.content.size() == Long.parseLong(total)) {
        return finish(session);
      }
      return progress(session.content.size());
    }
  }

  private Said finish(Session session) throws IOException {
    Call begun = session.begun;
    // Of two uploads that want no object to be there, one ends first.
    synchronized (objects) {
      long now =
          objects.find(begun.bucket(), begun.object()).map(StoredObject::generation).orElse(0L);
      String wanted = begun.query().get("ifGenerationMatch");
      if (wanted != null && Long.parseLong(wanted) != now) {
        return GcsStub.error(412, "the generation is " + now);
      }
      session.done = objects.put(begun.bucket(), begun.object(), session.content.toByteArray());
      return GcsStub.json(session.done.json());
    }
  }

  private static Said progress(int bytes) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (bytes > 0) {
      headers.put("Range", "bytes=0-" + (bytes - 1));
    }
    return new Said(308, headers, new byte[0]);
  }
}
