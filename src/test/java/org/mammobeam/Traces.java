package org.mammobeam;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.artifact.Manifest;
import org.mammobeam.beam.ExamSet;
import org.mammobeam.beam.RunSummary;
import org.mammobeam.codec.CanonicalJson;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.codec.SealedJson;
import org.mammobeam.exam.ExamId;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.report.ReportCard;
import org.mammobeam.table.FingerprintTable;

/**
 * Decodes every file of an output folder in search of an exam: its ID in every spelling, the hash
 * of it, the name of its files, the digests of its images and of what was made of them.
 */
final class Traces {
  private final String exam;
  private final Set<String> texts = new TreeSet<>();
  private final Set<String> digests = new TreeSet<>();
  private final List<String> found = new ArrayList<>();

  /**
   * @param rows of the exam in all runs
   */
  Traces(String exam, List<ExamResult> rows) {
    this.exam = exam;
    texts.add(exam);
    texts.add(CanonicalJson.text(List.of(exam)).replaceAll("^\\[\"|\"]$", ""));
    texts.add(exam.replace("\"", "\"\""));
    texts.add(
        exam.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\"", "&quot;"));
    texts.add(ExamId.fileName(exam));
    texts.add(Hash128.of(exam).toString());
    for (ExamResult row : rows) {
      texts.add(row.source().state().hash().toString());
      row.source().images().forEach(image -> digests.add(image.digest().hex()));
      row.outcomes().stream()
          .flatMap(outcome -> outcome.artifact().stream())
          .forEach(
              artifact -> {
                digests.add(artifact.key().hex());
                artifact.parts().values().forEach(part -> digests.add(part.content().hex()));
              });
    }
  }

  /** Files by their paths. */
  static Map<String, byte[]> files(Path output) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(output)) {
      for (Path path : found.sorted().toList()) {
        boolean file = Files.isRegularFile(path);
        files.put(
            output.relativize(path) + (file ? "" : "/"),
            file ? Files.readAllBytes(path) : new byte[0]);
      }
    }
    return files;
  }

  /**
   * Where there is any trace.
   *
   * @param sharedFolders folders that may hold the exam's digests
   * @param sharingExams exams whose rows may
   */
  List<String> in(Map<String, byte[]> files, Set<String> sharedFolders, Set<String> sharingExams) {
    found.clear();
    files.forEach(
        (path, content) -> {
          boolean shared = sharedFolders.stream().anyMatch(folder -> path.startsWith(folder + "/"));
          boolean above = sharedFolders.stream().anyMatch(folder -> folder.startsWith(path));
          look(path, path, !shared && !above);
          if (path.endsWith("/")) {
            return;
          }
          try {
            decode(path, content, shared, sharingExams);
          } catch (MalformedDataException e) {
            throw new IllegalStateException(path, e);
          }
        });
    return List.copyOf(found);
  }

  private void decode(String path, byte[] content, boolean shared, Set<String> sharingExams)
      throws MalformedDataException {
    String text = new String(content, UTF_8);
    if (path.matches("runs/[^/]+/rows/.*")) {
      for (String line : text.lines().toList()) {
        ExamResult row = CanonicalJson.read(line.getBytes(UTF_8), ExamResult.class);
        check(path, row.source().id().equals(exam), "row");
        look(path, line, !sharingExams.contains(row.source().id()));
      }
    } else if (path.matches("runs/[^/]+/cards/.*")) {
      for (String line : text.lines().toList()) {
        ReportCard card = CanonicalJson.read(line.getBytes(UTF_8), ReportCard.class);
        check(path, card.exam().equals(exam), "card");
        look(path, line, !sharingExams.contains(card.exam()));
      }
    } else if (path.matches("runs/[^/]+/skip/.*")) {
      FingerprintTable table = new FingerprintTable.Builder().add(content).build();
      check(path, table.find(Hash128.of(exam)).isPresent(), "skip row");
    } else if (path.endsWith("/DONE")) {
      RunSummary summary = SealedJson.open(content, RunSummary.class);
      check(path, summary.exams().equals(ExamSet.of(exam)), "set of the exam alone");
      look(path, text, true);
    } else if (path.endsWith("/" + Manifest.FILE)) {
      Artifact artifact = SealedJson.open(content, Manifest.class).artifact();
      check(path, !path.startsWith(artifact.folder()), "manifest of another place");
      look(path, text, !shared);
    } else if (path.endsWith(".html")) {
      // Pages show the artifacts of exams that share them.
      look(path, text, sharingExams.isEmpty());
    } else {
      look(path, text, true);
    }
    raw(path, content);
  }

  /** Hashes as tables hold them. */
  private void raw(String path, byte[] content) {
    Hash128 hash = Hash128.of(exam);
    byte[] bytes = ByteBuffer.allocate(16).putLong(hash.high()).putLong(hash.low()).array();
    String needle = new String(bytes, ISO_8859_1);
    check(path, new String(content, ISO_8859_1).contains(needle), "bytes of the ID's hash");
  }

  private void look(String path, String text, boolean withDigests) {
    texts.forEach(needle -> check(path, text.contains(needle), needle));
    if (withDigests) {
      digests.forEach(needle -> check(path, text.contains(needle), needle));
      digests.forEach(
          needle ->
              check(
                  path,
                  text.contains(new String(HexFormat.of().parseHex(needle), ISO_8859_1)),
                  "bytes of " + needle));
    }
  }

  private void check(String path, boolean trace, String what) {
    if (trace) {
      found.add(path + ": " + what);
    }
  }
}
