package org.mammobeam.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.beam.Folder;

/** The files of a status. */
final class StatusPageTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final StreamStart START =
      new StreamStart("000007-0123abcd", NOW - 3_600_000, "mammobeam 0.1.0");

  @TempDir Path folder;

  private static StreamStatus status(List<ExamNote> waiting, long waitingAll, String refusal) {
    TreeMap<Long, Long> buckets = new TreeMap<>();
    buckets.put(LatencyBuckets.bound(20), 30L);
    buckets.put(LatencyBuckets.bound(22), 12L);
    return new StreamStatus(
        START,
        StreamStatus.RUNNING,
        NOW,
        40,
        2,
        1,
        1,
        3,
        waitingAll,
        Latency.of(buckets),
        Latency.of(new TreeMap<>()),
        new Told("2 demo", NOW - 1_000_000),
        new Told(refusal, NOW - 500_000),
        new Told("000009-00ab12cd", NOW - 20_000),
        waiting,
        List.of(new ExamNote("f1", "crop: L-CC is <no> PNG file", NOW - 60_000)));
  }

  @Test
  void aStatusIsReadAsItWasWritten() throws IOException {
    Folder output = new Folder(folder.toString());
    assertEquals(Optional.empty(), StreamStatus.read(output));
    StreamStatus begin = StreamStatus.begin(START);
    begin.write(output);
    assertEquals(Optional.of(begin), StreamStatus.read(output));
    StreamStatus busy = status(List.of(new ExamNote("w1", "no image of [L-MLO]", NOW)), 1, "");
    busy.write(output);
    assertEquals(Optional.of(busy), StreamStatus.read(output));
    assertEquals(
        new StatusPage(busy).html(), Files.readString(folder.resolve("status/index.html")));
    assertEquals("published 42 (1 failed), in work 3, waiting 1, p50 8.7 s, p95 14 s", busy.line());
  }

  @Test
  void namesAndReasonsFromOutsideStayText() {
    String nasty = "</table><script>alert('1')</script>\"&<img src=x onerror=y>";
    String html = new StatusPage(status(List.of(new ExamNote(nasty, nasty, NOW)), 1, nasty)).html();
    assertFalse(html.contains("<script"), html);
    assertFalse(html.contains("<img"), html);
    String escaped =
        "&lt;/table&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;&lt;img src=x"
            + " onerror=y&gt;";
    assertTrue(html.contains("<th>" + escaped + "</th><td>" + escaped + "</td>"), html);
    assertTrue(
        html.contains("A new bundle is not used</b>, since 2027-01-15 07:51:40 UTC: " + escaped));
    assertTrue(html.contains("crop: L-CC is &lt;no&gt; PNG file"));
  }

  @Test
  void thePageTellsWhatItHasToTell() {
    List<ExamNote> waiting = new ArrayList<>();
    for (int i = 0; i < StreamStatus.LISTED; i++) {
      waiting.add(new ExamNote("w" + i, "no image of [R-CC]", NOW - i));
    }
    String html = new StatusPage(status(waiting, 250, "")).html();
    assertTrue(html.contains("<meta http-equiv=\"refresh\" content=\"5\">"));
    assertTrue(html.contains("For research. Not a medical device, not for clinical use."));
    assertTrue(html.contains("<base href=\"../\">"));
    assertTrue(html.contains("<a href=\"report/index.html\">"));
    assertTrue(html.contains("<th>w99</th>"));
    assertTrue(html.contains("and 150 more"));
    assertFalse(html.contains("is not used"));
    assertFalse(html.contains("http://") || html.contains("https://") || html.contains("src="));
    String empty = new StatusPage(StreamStatus.begin(START)).html();
    assertFalse(empty.contains("report/index.html"), "there is no report yet");
    assertTrue(empty.contains("No exam has been published"));
  }
}
