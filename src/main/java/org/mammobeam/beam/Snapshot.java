package org.mammobeam.beam;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.codec.CanonicalJson;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.Plan;

/**
 * Makes a run of what a stream has published since the newest run: that run's rows, with the new
 * results in the place of old ones. So everything that reads runs reads the results of streams.
 *
 * @param output the output folder
 * @param info what such a run says of itself
 * @param plans that the stream has screened by
 */
public record Snapshot(Folder output, RunInfo info, List<Plan> plans) {
  public Snapshot {
    plans = List.copyOf(plans);
  }

  /**
   * Makes the run, unless there is nothing new.
   *
   * @param base the newest run
   */
  public Optional<RunSummary> take(TableRef base) throws IOException {
    Publications publications = new Publications(output);
    TakenIn before = TakenIn.by(base);
    Map<String, Publications.Name> fresh = new HashMap<>(publications.newest());
    fresh.values().removeIf(name -> !before.lacks(name.exam(), name.number()));
    if (fresh.isEmpty()) {
      return Optional.empty();
    }
    RunFolder run = RunFolder.start(output, base.run(), true);
    List<List<ExamRow>> shards = rows(base, publications, fresh, run.id());
    List<Segment> segments = new ArrayList<>();
    ExamSet exams = ExamSet.EMPTY;
    for (int shard = 0; shard < shards.size(); shard++) {
      if (!shards.get(shard).isEmpty()) {
        Segment segment = new SegmentWriter(run).write("%02d".formatted(shard), shards.get(shard));
        segments.add(segment);
        exams = exams.plus(segment.exams());
      }
    }
    TreeMap<String, Integer> numbers = new TreeMap<>(before.numbers());
    fresh.forEach((exam, name) -> numbers.put(exam, name.number()));
    RunSummary summary =
        new RunPublisher(run, info, base).publish(segments, exams, new TakenIn(numbers), plans);
    new OverlayCopies(output).follow(summary, base);
    return Optional.of(summary);
  }

  private List<List<ExamRow>> rows(
      TableRef base, Publications publications, Map<String, Publications.Name> fresh, String run)
      throws IOException {
    List<List<ExamRow>> shards = new ArrayList<>();
    for (int shard = 0; shard < ExamShards.WRITTEN; shard++) {
      shards.add(new ArrayList<>());
    }
    List<KnownRow> old = new ArrayList<>();
    RunTables.of(base).forEach(old::add);
    try (KnownRows lines = new KnownRows(output)) {
      for (KnownRow known : old) {
        Hash128 exam = known.skip().exam();
        if (!fresh.containsKey(exam.toString())) {
          String id = CanonicalJson.read(lines.read(known), ExamResult.class).source().id();
          add(exam, new ExamRow.Covered(id, known), shards);
        }
      }
    } catch (MalformedDataException e) {
      throw new IOException("run " + base.run() + " has a damaged row: " + e.getMessage(), e);
    }
    for (Publications.Name name : fresh.values()) {
      ExamResult row = publications.read(name).row();
      ExamResult written = new ExamResult(row.source(), run, row.plan(), row.outcomes());
      add(Hash128.of(row.source().id()), new ExamRow.Fresh(written), shards);
    }
    return shards;
  }

  private static void add(Hash128 exam, ExamRow row, List<List<ExamRow>> shards) {
    shards.get(ExamShards.of(exam, ExamShards.WRITTEN)).add(row);
  }
}
