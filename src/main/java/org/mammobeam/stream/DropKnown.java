package org.mammobeam.stream;

import java.io.IOException;
import java.util.Optional;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.beam.KnownRow;
import org.mammobeam.beam.RunTables;

/**
 * Drops word of exams whose files are those of their rows: after a start from nothing these are
 * nearly all. Whether their results are of the current edition is another step's business, which
 * brings them back behind the new ones.
 */
final class DropKnown
    extends PTransform<PCollection<KV<String, String>>, PCollection<KV<String, Notice>>> {
  private final PCollectionView<Iterable<Current>> current;

  DropKnown(PCollectionView<Iterable<Current>> current) {
    this.current = current;
  }

  @Override
  public PCollection<KV<String, Notice>> expand(PCollection<KV<String, String>> seen) {
    return seen.apply("Compare", ParDo.of(new Fn(current)).withSideInputs(current))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(Notice.class)));
  }

  static final class Fn extends DoFn<KV<String, String>, KV<String, Notice>> {
    private final PCollectionView<Iterable<Current>> current;

    Fn(PCollectionView<Iterable<Current>> current) {
      this.current = current;
    }

    @ProcessElement
    public void processElement(
        @Element KV<String, String> seen,
        ProcessContext context,
        OutputReceiver<KV<String, Notice>> out)
        throws IOException {
      Hash128 state = Hash128.parse(seen.getValue());
      Current now = Current.newest(context.sideInput(current));
      Optional<KnownRow> known = RunTables.of(now.table()).find(seen.getKey());
      if (known.isEmpty() || !known.get().skip().state().equals(state)) {
        out.output(KV.of(seen.getKey(), new Notice(state, false)));
      }
    }
  }
}
