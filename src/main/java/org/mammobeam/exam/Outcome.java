package org.mammobeam.exam;

import java.io.Serializable;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.artifact.Fingerprint;

/** What a stage came to for one exam. */
public sealed interface Outcome extends Serializable {
  /** The same, as a later run takes it over. */
  Outcome again();

  /**
   * There is an artifact.
   *
   * @param artifact in the store
   * @param reused whether it was there before
   * @param cpuMillis processor time that computing it took, this time or then
   */
  record Done(Artifact artifact, boolean reused, long cpuMillis) implements Outcome {
    @Override
    public Done again() {
      return new Done(artifact, true, cpuMillis);
    }
  }

  /**
   * There is none and trying again would fail again.
   *
   * @param fingerprint of all that the failure depends on
   * @param failure why
   * @param remembered whether it is known from before and was not tried again
   */
  record Failed(Fingerprint fingerprint, Failure failure, boolean remembered) implements Outcome {
    @Override
    public Failed again() {
      return new Failed(fingerprint, failure, true);
    }
  }

  /**
   * There is none because it was not asked for or because something that it needs is missing.
   *
   * @param reason for people
   */
  record NotRun(String reason) implements Outcome {
    @Override
    public NotRun again() {
      return this;
    }
  }

  /** It is not known before it runs: found in plans only, never in rows. */
  record Pending() implements Outcome {
    @Override
    public Pending again() {
      return this;
    }
  }
}
