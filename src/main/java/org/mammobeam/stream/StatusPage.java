package org.mammobeam.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.mammobeam.report.Html;
import org.mammobeam.report.PageFrame;

/**
 * The page that shows how a stream is going. It needs no server and no network, lies in a folder of
 * the output folder, and loads itself anew every five seconds.
 *
 * @param status that it shows
 */
record StatusPage(StreamStatus status) {
  private static final String REFRESH = "<meta http-equiv=\"refresh\" content=\"5\">\n";
  private static final int BAR_PIXELS = 56;
  private static final String NOTICE = "For research. Not a medical device, not for clinical use.";

  String html() {
    StringBuilder html = PageFrame.begin("Screening stream", "../");
    html.insert(html.indexOf("<meta"), REFRESH);
    html.append("<style>\n").append(style()).append("</style>\n");
    top(html);
    html.append("<main>\n<div class=\"tiles\">\n");
    tile(html, "published", status.published() + status.replaced(), again());
    tile(html, "in work", status.inWork(), "queued or on their way");
    tile(html, "waiting", status.waiting(), "for files that are missing");
    tile(html, "failed", status.failures(), "newest result since the start");
    html.append("</div>\n<section class=\"panel\"><h2>From last file to published result</h2>\n");
    latency(html);
    html.append("</section>\n");
    exams(html, "Exams that wait", "waits for", status.waiting(), status.waitingExams());
    exams(html, "Exams that failed", "why", status.failures(), status.failedExams());
    html.append("</main>\n");
    bottom(html);
    return html.append("</body></html>\n").toString();
  }

  private void top(StringBuilder html) {
    html.append("<header><h1>Screening stream <span class=\"state ")
        .append(Html.text(status.state()))
        .append("\">")
        .append(Html.text(status.state()))
        .append("</span></h1>\n<p class=\"facts\">as of ")
        .append(StatusText.moment(status.millis()))
        .append(" · started ")
        .append(StatusText.moment(status.start().millis()));
    if (status.edition().millis() > 0) {
      html.append(" · edition ").append(Html.text(status.edition().text()));
      html.append(" since ").append(StatusText.moment(status.edition().millis()));
    }
    html.append("</p>\n<p class=\"facts\">");
    if (status.snapshot().text().isEmpty()) {
      html.append("no snapshot yet");
    } else {
      html.append("<a href=\"report/index.html\">report</a> of the newest snapshot, run ")
          .append(Html.text(status.snapshot().text()))
          .append(", seen ")
          .append(StatusText.moment(status.snapshot().millis()));
    }
    html.append("</p>\n<p class=\"notice\">").append(NOTICE).append("</p>\n");
    if (!status.refusal().text().isEmpty()) {
      html.append("<p class=\"refusal\"><b>A new bundle is not used</b>, since ")
          .append(StatusText.moment(status.refusal().millis()))
          .append(": ")
          .append(Html.text(status.refusal().text()))
          .append("</p>\n");
    }
    html.append("</header>\n");
  }

  private String again() {
    return status.replaced() == 0
        ? "results, each once"
        : "of which " + status.replaced() + " replaced another";
  }

  private static void tile(StringBuilder html, String name, long count, String what) {
    html.append("<div class=\"tile ")
        .append(name.replace(' ', '-'))
        .append(count == 0 ? " zero" : "")
        .append("\"><b>")
        .append(count)
        .append("</b><span>")
        .append(name)
        .append("</span><small>")
        .append(what)
        .append("</small></div>\n");
  }

  private void latency(StringBuilder html) {
    if (status.latency().exams() == 0) {
      html.append("<p class=\"none\">No exam has been published since the start.</p>\n");
      return;
    }
    html.append("<table><thead><tr><th></th><th>exams</th><th>half within</th>")
        .append("<th>95 % within</th><th>all within</th></tr></thead>\n");
    row(html, "since the start", status.latency());
    row(html, "last hour", status.lastHour());
    html.append("</table>\n");
    histogram(html, status.latency().buckets());
  }

  private static void row(StringBuilder html, String name, Latency latency) {
    html.append("<tr><th>").append(name).append("</th><td>").append(latency.exams());
    for (long millis :
        List.of(latency.p50Millis(), latency.p95Millis(), latency.greatestMillis())) {
      html.append("</td><td>").append(latency.exams() == 0 ? "" : StatusText.duration(millis));
    }
    html.append("</td></tr>\n");
  }

  /** A bar for each bucket between the first and the last that hold something. */
  private static void histogram(StringBuilder html, Map<Long, Long> counts) {
    long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(1);
    List<Long> bounds = List.copyOf(counts.keySet());
    int first = LatencyBuckets.of(bounds.get(0));
    int last = LatencyBuckets.of(bounds.get(bounds.size() - 1));
    html.append("<div style=\"max-width:")
        .append((last - first + 1) * BAR_PIXELS)
        .append("px\"><div class=\"bars\">");
    for (int bucket = first; bucket <= last; bucket++) {
      long count = counts.getOrDefault(LatencyBuckets.bound(bucket), 0L);
      String within = StatusText.duration(LatencyBuckets.bound(bucket));
      html.append("<i title=\"within ")
          .append(within)
          .append(": ")
          .append(count)
          .append("\" style=\"height:")
          .append(count == 0 ? 0 : Math.max(2, 100 * count / most))
          .append("%\"></i>");
    }
    html.append("</div><p class=\"scale\"><span>")
        .append(StatusText.duration(LatencyBuckets.bound(first)))
        .append("</span><span>")
        .append(last == first ? "" : StatusText.duration(LatencyBuckets.bound(last)))
        .append("</span></p></div>\n");
  }

  private static void exams(
      StringBuilder html, String title, String column, long all, List<ExamNote> exams) {
    if (exams.isEmpty()) {
      return;
    }
    html.append("<section class=\"panel\"><h2>")
        .append(title)
        .append("</h2>\n<table class=\"exams\">")
        .append("<thead><tr><th>exam</th><th>")
        .append(column)
        .append("</th><th>since</th></tr></thead>\n");
    for (ExamNote exam : exams) {
      html.append("<tr><th>")
          .append(Html.text(exam.exam()))
          .append("</th><td>")
          .append(Html.text(exam.text()))
          .append("</td><td>")
          .append(StatusText.moment(exam.millis()))
          .append("</td></tr>\n");
    }
    html.append("</table>\n");
    if (all > exams.size()) {
      html.append("<p class=\"facts\">and ").append(all - exams.size()).append(" more</p>\n");
    }
    html.append("</section>\n");
  }

  private void bottom(StringBuilder html) {
    html.append("<footer><p>Written when something has happened, and no more often than every two")
        .append(" seconds. Counts are those of the stream since it was started from nothing.")
        .append(" Latencies are told by the bounds of buckets that grow by a quarter: never less")
        .append(" than they were, at most a quarter more. Times without a result, such as those of")
        .append(" exams that wait, are no latencies.</p>\n<p><code>")
        .append(Html.text(status.start().program()))
        .append(" · stream ")
        .append(Html.text(status.start().id()))
        .append("</code></p></footer>\n");
  }

  private static String style() {
    try (InputStream in = StatusPage.class.getResourceAsStream("status.css")) {
      if (in == null) {
        throw new IllegalStateException("the program is incomplete: status.css");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
