package org.mammobeam.beam;

import java.io.Serializable;
import java.util.Map;
import org.mammobeam.table.Reprocess;

/**
 * What a job wants of a stage.
 *
 * @param mode when it computes
 * @param origin noted in the manifests of what it computes: changes neither key nor content
 */
public record StageTask(Mode mode, Map<String, String> origin) implements Serializable {
  /** When a stage computes. */
  public enum Mode {
    /** Where there is nothing under the key. */
    NEEDED,
    /** Always. */
    ANEW,
    /** Never: earlier artifacts are used as far as they are there. */
    LOOK_UP;

    /** How a stage that is asked for, or is not, computes under a policy. */
    public static Mode of(boolean asked, Reprocess reprocess) {
      return !asked ? LOOK_UP : reprocess == Reprocess.ALL ? ANEW : NEEDED;
    }
  }

  public StageTask {
    origin = Map.copyOf(origin);
  }
}
