package org.mammobeam.beam;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.codec.CanonicalJson;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.report.ReportCard;
import org.mammobeam.table.RowPlace;
import org.mammobeam.table.SkipFile;
import org.mammobeam.table.SkipRow;

/**
 * Writes one segment of a run's rows. A segment that is written twice, because a worker was lost,
 * is two, of which the run names one.
 *
 * @param run whose segment it is
 */
record SegmentWriter(RunFolder run) {
  /**
   * Writes the rows of some exams.
   *
   * @param shard starts the name
   * @param rows in any order; sorted afterwards
   */
  Segment write(String shard, List<ExamRow> rows) throws IOException {
    rows.sort(ExamRow.BY_ID);
    String name = shard + "-" + UUID.randomUUID().toString().substring(0, 8);
    List<ReportCard> cards = new ArrayList<>();
    List<SkipRow> skip = new ArrayList<>();
    ExamSet exams = ExamSet.EMPTY;
    try (OutputStream out = run.output().create(run.path(Segment.ROWS + name));
        KnownRows known = new KnownRows(run.output())) {
      long offset = 0;
      for (ExamRow row : rows) {
        byte[] line = line(row, known);
        ExamResult result = result(row, line);
        out.write(line);
        out.write('\n');
        skip.add(skipRow(row, result, new RowPlace(0, offset, line.length)));
        cards.add(Cards.of(result));
        exams = exams.plus(ExamSet.of(row.id()));
        offset += line.length + 1;
      }
    }
    run.output().write(run.path(Segment.SKIP + name), SkipFile.write(skip));
    cards.sort(ReportCard.BY_SCORE);
    run.output().write(run.path(Segment.CARDS + name), lines(cards));
    return new Segment(name, exams);
  }

  private static byte[] line(ExamRow row, KnownRows known) throws IOException {
    if (row instanceof ExamRow.Covered covered) {
      return known.read(covered.known());
    }
    return CanonicalJson.bytes(((ExamRow.Fresh) row).result());
  }

  private static ExamResult result(ExamRow row, byte[] line) throws IOException {
    if (row instanceof ExamRow.Fresh fresh) {
      return fresh.result();
    }
    try {
      ExamResult result = CanonicalJson.read(line, ExamResult.class);
      if (!result.source().id().equals(row.id())) {
        throw new IOException("the row of another exam stands where one is taken over");
      }
      return result;
    } catch (MalformedDataException e) {
      throw new IOException("a row that is taken over cannot be read: " + e.getMessage(), e);
    }
  }

  private static SkipRow skipRow(ExamRow row, ExamResult result, RowPlace place) {
    if (row instanceof ExamRow.Covered covered) {
      SkipRow known = covered.known().skip();
      return new SkipRow(known.exam(), known.state(), known.plan(), known.failed(), place);
    }
    return new SkipRow(
        Hash128.of(row.id()),
        result.wasDisturbed()
            ? Hash128.NONE
            : result.source().state().settled(result.source().files()),
        result.plan(),
        !result.failures().isEmpty(),
        place);
  }

  private static byte[] lines(List<?> values) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (Object value : values) {
      lines.writeBytes((CanonicalJson.text(value) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return lines.toByteArray();
  }
}
