package org.mammobeam.history;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mammobeam.artifact.Fingerprint;
import org.mammobeam.exam.FileState;
import org.mammobeam.exam.Plan;
import org.mammobeam.exam.Plan.PlannedStage;
import org.mammobeam.exam.SourceExam;
import org.mammobeam.exam.SourceImage;
import org.mammobeam.exam.SourceImages;
import org.mammobeam.stage.Reads;

/**
 * What differs between two rows of an exam.
 *
 * @param before the one row
 * @param now the other
 */
record RowChanges(ExamTrace before, ExamTrace now) {
  /** Why a stage came to something else, down to the first causes; nothing if nothing changed. */
  List<String> reasons(String stage) {
    Set<String> reasons = new LinkedHashSet<>();
    Plan plan = now.plan();
    ExamChanges changes =
        plan == null
            ? null
            : new ExamChanges(before.row(), before.plan(), now.row().source(), plan);
    if (changes != null) {
      ofSource(stage, changes).forEach(reasons::add);
      reasons.addAll(changes.ofStage(stage, now.roles(stage)));
    }
    Map<String, String> then = parts(before, stage);
    parts(now, stage)
        .forEach(
            (part, content) -> {
              if (!content.equals(then.get(part))) {
                reasons.addAll(behind(part.substring(0, part.indexOf(' '))));
              }
            });
    return List.copyOf(reasons);
  }

  /** Files concern the stage that reads them; orientation and order concern all. */
  private List<String> ofSource(String stage, ExamChanges changes) {
    boolean readsFiles =
        now.reads(stage).stream().anyMatch(read -> read.kind() == Reads.Kind.IMAGE);
    return changes.ofSource().stream()
        .filter(change -> readsFiles || !change.startsWith("changed file"))
        .toList();
  }

  private List<String> behind(String stage) {
    List<String> causes = reasons(stage);
    if (causes.isEmpty()) {
      return List.of("behind " + stage + ": computed again, with another result");
    }
    return causes.stream()
        .map(cause -> cause.startsWith("behind ") ? cause : "behind " + stage + ": " + cause)
        .toList();
  }

  private static Map<String, String> parts(ExamTrace trace, String stage) {
    Map<String, String> parts = new TreeMap<>();
    for (Reads.Content read : trace.reads(stage)) {
      if (read.kind() == Reads.Kind.PART) {
        parts.put(read.from() + " " + read.name(), read.content());
      }
    }
    return parts;
  }

  /** All that differs in files, list, models, code and settings. */
  List<Change> all() {
    List<Change> all = new ArrayList<>();
    SourceExam was = before.row().source();
    SourceExam is = now.row().source();
    add(all, "file ", files(was), files(is));
    add(all, "", list(was), list(is));
    add(all, "model ", models(was), models(is));
    add(all, "", plan(before.plan()), plan(now.plan()));
    return all;
  }

  private static void add(
      List<Change> all, String kind, Map<String, String> was, Map<String, String> is) {
    Set<String> names = new TreeSet<>(was.keySet());
    names.addAll(is.keySet());
    for (String name : names) {
      String then = was.getOrDefault(name, "");
      String today = is.getOrDefault(name, "");
      if (!then.equals(today)) {
        all.add(new Change(kind + name, then, today));
      }
    }
  }

  private static Map<String, String> files(SourceExam exam) {
    Map<String, String> digests = new TreeMap<>();
    exam.images().forEach(image -> digests.put(image.path(), " sha256 " + image.digest().hex()));
    Map<String, String> files = new TreeMap<>();
    for (FileState file : exam.files().files()) {
      String state =
          "%d bytes of %s%s"
              .formatted(file.bytes(), Times.utc(file.modifiedMillis()), file.revision());
      files.put(file.path(), state + digests.getOrDefault(file.path(), ""));
    }
    return files;
  }

  private static Map<String, String> list(SourceExam exam) {
    Map<String, String> list = new TreeMap<>();
    if (exam.content() instanceof SourceImages.Listed listed) {
      list.put("horizontal_flip", listed.flip().name());
      for (SourceImage image : listed.images()) {
        list.put("image " + image.name(), image.path());
      }
    } else if (exam.content() instanceof SourceImages.Unusable unusable) {
      list.put("failure", unusable.failure().reason());
    }
    return list;
  }

  private static Map<String, String> models(SourceExam exam) {
    Map<String, String> models = new TreeMap<>();
    for (Map.Entry<String, Fingerprint> model : exam.models().byRole().entrySet()) {
      models.put(model.getKey(), model.getValue().hex());
    }
    return models;
  }

  private static Map<String, String> plan(@Nullable Plan plan) {
    Map<String, String> settings = new TreeMap<>();
    if (plan != null) {
      for (PlannedStage stage : plan.stages()) {
        settings.put("version of " + stage.stage(), Integer.toString(stage.version()));
        settings.put("settings of " + stage.stage(), stage.settings());
        settings.put(
            "asked for " + stage.stage(), plan.asked().contains(stage.stage()) ? "yes" : "no");
      }
      settings.put("flip without a list", plan.unlistedFlip().name());
      settings.put("most pixels", Long.toString(plan.maxPixels()));
    }
    return settings;
  }
}
