package org.mammobeam.beam;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.exam.ExamResult;

/** Publishes rows that no stage made, for measurements of what large tables cost. */
public final class PublishedRows {
  private PublishedRows() {}

  /**
   * Publishes a run of these rows, each of whose overlays count as copied.
   *
   * @param base the run that is like it
   */
  public static RunFolder publish(TableRef base, List<ExamResult> rows) throws IOException {
    RunFolder run = RunFolder.start(base.output(), base.run(), true);
    List<List<ExamRow>> shards = new ArrayList<>();
    for (int shard = 0; shard < ExamShards.WRITTEN; shard++) {
      shards.add(new ArrayList<>());
    }
    for (ExamResult row : rows) {
      int shard = ExamShards.of(Hash128.of(row.source().id()), ExamShards.WRITTEN);
      shards.get(shard).add(new ExamRow.Fresh(row));
    }
    List<Segment> segments = new ArrayList<>();
    ExamSet exams = ExamSet.EMPTY;
    for (int shard = 0; shard < ExamShards.WRITTEN; shard++) {
      Segment segment = new SegmentWriter(run).write("%02d".formatted(shard), shards.get(shard));
      segments.add(segment);
      exams = exams.plus(segment.exams());
    }
    RunInfo info = RunResults.summary(base.runFolder()).info();
    new RunPublisher(run, info, base).publish(segments, exams);
    new OverlayCopies(base.output()).end(run.id());
    return run;
  }
}
