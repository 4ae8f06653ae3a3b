package org.mammobeam.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mammobeam.artifact.Fingerprint;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.ModelDigests;
import org.mammobeam.exam.Plan;
import org.mammobeam.exam.Plan.PlannedStage;
import org.mammobeam.exam.SourceExam;
import org.mammobeam.exam.SourceImage;
import org.mammobeam.exam.SourceImages;

/**
 * What has changed for an exam since a row was made of it, in words.
 *
 * @param before the row
 * @param beforePlan that it was made by, null where that is not known
 * @param now the exam as it is
 * @param plan that it is screened by now
 */
record ExamChanges(ExamResult before, @Nullable Plan beforePlan, SourceExam now, Plan plan) {

  /** Changes of the exam itself: files, list, orientation. */
  List<String> ofSource() {
    if (before.source().content().equals(now.content())) {
      return List.of();
    }
    if (!(before.source().content() instanceof SourceImages.Listed was)
        || !(now.content() instanceof SourceImages.Listed is)) {
      return List.of("changed exam");
    }
    List<String> changes = new ArrayList<>();
    if (was.flip() != is.flip()) {
      changes.add("changed horizontal_flip: " + was.flip() + " → " + is.flip());
    }
    Map<String, Fingerprint> old = byName(was);
    Map<String, Fingerprint> young = byName(is);
    if (!old.keySet().equals(young.keySet())) {
      changes.add("changed list of images");
    }
    young.forEach(
        (name, digest) -> {
          Fingerprint then = old.get(name);
          if (then != null && !then.equals(digest)) {
            changes.add("changed file: " + name);
          }
        });
    return changes;
  }

  private static Map<String, Fingerprint> byName(SourceImages.Listed content) {
    Map<String, Fingerprint> digests = new TreeMap<>();
    for (SourceImage image : content.images()) {
      digests.put(image.name(), image.digest());
    }
    return digests;
  }

  /** Changes of a stage itself: its code, its settings, its models. */
  List<String> ofStage(String stage, List<String> roles) {
    List<String> changes = new ArrayList<>();
    Optional<PlannedStage> is = planned(plan, stage);
    Optional<PlannedStage> was = beforePlan == null ? Optional.empty() : planned(beforePlan, stage);
    if (was.isPresent() && is.isPresent()) {
      if (was.get().version() != is.get().version()) {
        changes.add("code: version %d → %d".formatted(was.get().version(), is.get().version()));
      }
      if (!was.get().settings().equals(is.get().settings())) {
        changes.add("settings: " + difference(was.get().settings(), is.get().settings()));
      }
    }
    if (beforePlan != null && !beforePlan.asked().contains(stage) && plan.asked().contains(stage)) {
      changes.add("not asked for before");
    }
    ModelDigests models = before.source().models();
    for (String role : roles) {
      Fingerprint then = models.byRole().get(role);
      Fingerprint today = now.models().byRole().get(role);
      if (then != null && !then.equals(today)) {
        changes.add("model: another " + role + " network");
      }
    }
    return changes;
  }

  /** What differs between two texts of settings. */
  private static String difference(String was, String is) {
    List<String> old = List.of(was.split("[\\[\\], ]+"));
    List<String> young = List.of(is.split("[\\[\\], ]+"));
    return only(old, young) + " → " + only(young, old);
  }

  private static String only(List<String> words, List<String> others) {
    return words.stream().filter(word -> !others.contains(word)).collect(Collectors.joining(", "));
  }

  private static Optional<PlannedStage> planned(Plan plan, String stage) {
    return plan.stages().stream().filter(planned -> planned.stage().equals(stage)).findFirst();
  }
}
