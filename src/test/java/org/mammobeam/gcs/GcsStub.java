package org.mammobeam.gcs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mammobeam.gcs.Answer.Said;

/**
 * A server on this machine that answers like the JSON API of Google Cloud Storage, as far as the
 * clients of Beam and Hadoop ask: listings with pages, metadata, ranges of content, resumable
 * uploads with conditions, copies, deletions, batches. It keeps a log, and faults can be switched
 * on.
 */
public final class GcsStub implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
  private static final Pattern IN_BATCH =
      Pattern.compile("\r\n\r\n(GET|DELETE|POST|PATCH) (\\S+)[^\r\n]*\r\n");

  static {
    // Else every small answer waits for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Objects objects;
  private final Uploads uploads;
  private final List<Fault> faults = new CopyOnWriteArrayList<>();
  private final Queue<Call> log = new ConcurrentLinkedQueue<>();

  private GcsStub(HttpServer server, Objects objects) {
    this.server = server;
    this.objects = objects;
    this.uploads = new Uploads(objects, endpoint());
  }

  /** Starts a server without any objects. */
  public static GcsStub start() throws IOException {
    return start(new Objects());
  }

  /** Starts a server with these objects. */
  public static GcsStub start(Objects objects) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(address, 0);
    GcsStub stub = new GcsStub(server, objects);
    server.createContext("/", stub::handle);
    server.setExecutor(stub.threads);
    server.start();
    return stub;
  }

  /** Address of the server, with a slash at the end. */
  public String root() {
    return "http://localhost:" + server.getAddress().getPort() + "/";
  }

  private String endpoint() {
    return root() + "storage/v1/";
  }

  /** Options by which Beam's file system finds this server. */
  public List<String> options() {
    return List.of(
        "--gcsEndpoint=" + endpoint(),
        "--credentialFactoryClass="
            + "org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory");
  }

  /** What it keeps. */
  public Objects objects() {
    return objects;
  }

  /** Switches a fault on. */
  public void add(Fault fault) {
    faults.add(fault);
  }

  /** Switches all faults off. */
  public void heal() {
    faults.clear();
  }

  /** All requests since the log was cleared. */
  public List<Call> log() {
    return new ArrayList<>(log);
  }

  /** Forgets the requests so far. */
  public void clearLog() {
    log.clear();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Call call = Call.of(exchange);
      log.add(call);
      Fault.Rest rest = answer -> answer.take(serve(call, exchange));
      for (Fault fault : faults) {
        if (fault.answers(call, exchange, rest)) {
          return;
        }
      }
      rest.run(said -> send(exchange, said));
    } catch (RuntimeException e) {
      send(exchange, error(500, e.toString()));
    }
  }

  private Said serve(Call call, HttpExchange exchange) throws IOException {
    return switch (call.kind()) {
      case BUCKET -> bucket(call.bucket());
      case LIST -> json(objects.page(call.bucket(), call.query()));
      case MEDIA -> media(call, exchange.getRequestHeaders().getFirst("Range"));
      case COPY -> copy(call, exchange.getRequestURI().getRawPath());
      case METADATA, DELETE -> plain(call);
      case BEGIN_UPLOAD -> uploads.begin(call, exchange.getRequestBody().readAllBytes());
      case UPLOAD ->
          uploads.go(
              call,
              Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Range")),
              exchange.getRequestBody().readAllBytes());
      case BATCH -> batch(new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
      case UNKNOWN -> error(404, "no such route: " + call.object());
    };
  }

  private static Said bucket(String name) throws IOException {
    String time = "2026-01-01T00:00:00Z";
    return json(
        Map.of(
            "kind",
            "storage#bucket",
            "id",
            name,
            "name",
            name,
            "location",
            "EU",
            "storageClass",
            "STANDARD",
            "metageneration",
            "1",
            "timeCreated",
            time,
            "updated",
            time));
  }

  private Said plain(Call call) throws IOException {
    Optional<StoredObject> found = objects.find(call.bucket(), call.object());
    if (found.isEmpty()) {
      return error(404, "No such object: " + call.bucket() + "/" + call.object());
    }
    if (call.kind() == Call.Kind.DELETE) {
      objects.delete(call.bucket(), call.object());
      return new Said(204, Map.of(), new byte[0]);
    }
    return json(found.get().json());
  }

  private Said media(Call call, @Nullable String range) {
    Optional<StoredObject> found = objects.find(call.bucket(), call.object());
    if (found.isEmpty()) {
      return error(404, "No such object: " + call.bucket() + "/" + call.object());
    }
    byte[] content = found.get().content();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/octet-stream");
    headers.put("x-goog-generation", Long.toString(found.get().generation()));
    Matcher part = RANGE.matcher(range == null ? "" : range);
    if (!part.matches()) {
      return new Said(200, headers, content);
    }
    int from = Integer.parseInt(part.group(1));
    if (from >= content.length) {
      return error(416, "nothing behind " + from);
    }
    int to =
        part.group(2).isEmpty()
            ? content.length - 1
            : (int) Math.min(content.length - 1, Long.parseLong(part.group(2)));
    headers.put("Content-Range", "bytes %d-%d/%d".formatted(from, to, content.length));
    return new Said(206, headers, Arrays.copyOfRange(content, from, to + 1));
  }

  private Said copy(Call call, String path) throws IOException {
    Call target = Call.of("GET", "/storage/v1" + path.substring(path.lastIndexOf("/b/")), null);
    Optional<StoredObject> found = objects.find(call.bucket(), call.object());
    if (found.isEmpty()) {
      return error(404, "No such object: " + call.object());
    }
    StoredObject copied = objects.put(target.bucket(), target.object(), found.get().content());
    if (!path.contains("/rewriteTo/")) {
      return json(copied.json());
    }
    String size = Integer.toString(copied.content().length);
    return json(
        Map.of(
            "kind",
            "storage#rewriteResponse",
            "done",
            true,
            "objectSize",
            size,
            "totalBytesRewritten",
            size,
            "resource",
            copied.json()));
  }

  private Said batch(String body) throws IOException {
    StringBuilder answers = new StringBuilder();
    Matcher part = IN_BATCH.matcher(body);
    for (int i = 1; part.find(); i++) {
      URI uri = URI.create(part.group(2));
      Said said = plain(Call.of(part.group(1), uri.getRawPath(), uri.getRawQuery()));
      answers
          .append("--together\r\nContent-Type: application/http\r\nContent-ID: response-")
          .append(i)
          .append("\r\n\r\nHTTP/1.1 ")
          .append(said.status())
          .append(" answer\r\nContent-Type: application/json\r\nContent-Length: ")
          .append(said.body().length)
          .append("\r\n\r\n")
          .append(new String(said.body(), ISO_8859_1))
          .append("\r\n");
    }
    answers.append("--together--\r\n");
    return new Said(
        200,
        Map.of("Content-Type", "multipart/mixed; boundary=together"),
        answers.toString().getBytes(ISO_8859_1));
  }

  static Said json(Map<String, Object> value) throws IOException {
    return new Said(200, Map.of("Content-Type", "application/json"), JSON.writeValueAsBytes(value));
  }

  static Said error(int status, String message) {
    String reason = status == 404 ? "notFound" : status == 403 ? "forbidden" : "backendError";
    String body =
        "{\"error\":{\"code\":%d,\"message\":\"%s\",\"errors\":[{\"domain\":\"global\",\"reason\":\"%s\",\"message\":\"%s\"}]}}"
            .formatted(status, message, reason, message);
    return new Said(status, Map.of("Content-Type", "application/json"), body.getBytes(UTF_8));
  }

  static void answerError(HttpExchange exchange, int status) throws IOException {
    exchange.getRequestBody().readAllBytes();
    send(exchange, error(status, "as the test wants it"));
  }

  static void send(HttpExchange exchange, Said said) throws IOException {
    said.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    boolean bare = said.status() == 204 || said.body().length == 0;
    exchange.sendResponseHeaders(said.status(), bare ? -1 : said.body().length);
    if (!bare) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(said.body());
      }
    }
  }
}
