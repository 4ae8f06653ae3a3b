package org.mammobeam.gcs;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One request, understood.
 *
 * @param kind what is asked for
 * @param bucket that it is about
 * @param object in the bucket, empty where it is about none
 * @param query the parameters of the address
 */
public record Call(Kind kind, String bucket, String object, Map<String, String> query) {
  /** What the server can do. */
  public enum Kind {
    BUCKET,
    LIST,
    METADATA,
    MEDIA,
    COPY,
    DELETE,
    BEGIN_UPLOAD,
    UPLOAD,
    BATCH,
    UNKNOWN
  }

  private static final Pattern PATH =
      Pattern.compile("/(?:download/|upload/)?storage/v1/b/([^/]+)(?:/o(?:/([^/]+)(/.*)?)?)?");

  /** Understands a request. */
  static Call of(HttpExchange exchange) {
    String path = exchange.getRequestURI().getRawPath();
    return of(exchange.getRequestMethod(), path, exchange.getRequestURI().getRawQuery());
  }

  /** Understands a request, also one that stands in a batch. */
  static Call of(String method, String path, @Nullable String rawQuery) {
    Map<String, String> query = query(rawQuery == null ? "" : rawQuery);
    if (path.startsWith("/batch/")) {
      return new Call(Kind.BATCH, "", "", query);
    }
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return new Call(Kind.UNKNOWN, "", path, query);
    }
    String bucket = decoded(matcher.group(1));
    if (path.startsWith("/upload/")) {
      Kind kind = method.equals("POST") ? Kind.BEGIN_UPLOAD : Kind.UPLOAD;
      return new Call(kind, bucket, query.getOrDefault("name", ""), query);
    }
    if (!path.substring(path.indexOf("/b/") + 3).contains("/o")) {
      return new Call(Kind.BUCKET, bucket, "", query);
    }
    if (matcher.group(2) == null) {
      return new Call(Kind.LIST, bucket, "", query);
    }
    return new Call(
        kind(method, matcher.group(3), query), bucket, decoded(matcher.group(2)), query);
  }

  private static Kind kind(String method, @Nullable String rest, Map<String, String> query) {
    if (rest != null) {
      return Kind.COPY;
    }
    if (method.equals("DELETE")) {
      return Kind.DELETE;
    }
    return "media".equals(query.get("alt")) ? Kind.MEDIA : Kind.METADATA;
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new HashMap<>();
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
