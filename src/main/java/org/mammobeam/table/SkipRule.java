package org.mammobeam.table;

import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mammobeam.artifact.Hash128;
import org.mammobeam.exam.ExamResult;
import org.mammobeam.exam.SourceExam;

/**
 * Decides by an exam's skip row whether anything has to be done for it.
 *
 * @param reprocess which exams the run works on
 * @param rehash whether files are read even where they look unchanged
 * @param plan hash of what this run screens by
 * @param exams the IDs that it works on, with {@code *} for any characters and {@code ?} for one;
 *     empty for all
 */
public record SkipRule(Reprocess reprocess, boolean rehash, Hash128 plan, String exams)
    implements Serializable {
  /** What is to be done for an exam. */
  public enum Verdict {
    /** Nothing: its row is taken over as it is. */
    COVERED,
    /** Its files are read. */
    CHANGED,
    /** Nothing, and it gets no row: the run does not work on it and no earlier one did. */
    LEFT_OUT
  }

  /** Looks at an exam without opening anything. */
  public Verdict verdict(String id, Hash128 state, Optional<SkipRow> known) {
    if (!matches(exams, id)) {
      return known.isPresent() ? Verdict.COVERED : Verdict.LEFT_OUT;
    }
    if (known.isEmpty() || rehash || reprocess == Reprocess.ALL) {
      return Verdict.CHANGED;
    }
    SkipRow row = known.get();
    boolean sameSource = !row.state().equals(Hash128.NONE) && row.state().equals(state);
    return sameSource && keeps(row.plan(), row.failed()) ? Verdict.COVERED : Verdict.CHANGED;
  }

  /** Whether an exam whose files were read keeps its row: what they mean has not changed. */
  public boolean keeps(ExamResult known, SourceExam found) {
    return reprocess != Reprocess.ALL
        && !known.wasDisturbed()
        && known.source().content().equals(found.content())
        && keeps(known.plan(), !known.failures().isEmpty());
  }

  private boolean keeps(Hash128 rowPlan, boolean failed) {
    return switch (reprocess) {
      case NEW_ONLY -> true;
      case FAILED -> rowPlan.equals(plan) && !failed;
      case CHANGED -> rowPlan.equals(plan);
      case ALL -> false;
    };
  }

  /** Whether an ID is one of those that {@code exams} stands for. */
  public static boolean matches(String exams, String id) {
    return exams.isEmpty() || pattern(exams).matcher(id).matches();
  }

  private static Pattern pattern(String glob) {
    String regex =
        glob.codePoints()
            .mapToObj(Character::toString)
            .map(c -> c.equals("*") ? ".*" : c.equals("?") ? "." : Pattern.quote(c))
            .collect(Collectors.joining());
    return Pattern.compile(regex, Pattern.DOTALL);
  }
}
