package org.mammobeam.exam;

import java.io.Serializable;
import org.mammobeam.artifact.Artifact;
import org.mammobeam.artifact.Fingerprint;

/** What a stage came to for one exam. */
public sealed interface Outcome extends Serializable {
  /**
   * There is an artifact.
   *
   * @param artifact in the store
   * @param reused whether it was there before
   * @param cpuMillis processor time of the worker's thread when it was computed, else 0
   */
  record Done(Artifact artifact, boolean reused, long cpuMillis) implements Outcome {}

  /**
   * There is none and trying again would fail again.
   *
   * @param key under which the artifact would have been; changes with all that it depends on
   * @param failure why
   */
  record Failed(Fingerprint key, Failure failure) implements Outcome {}

  /**
   * There is none because it was not asked for or because something that it needs is missing.
   *
   * @param reason for people
   */
  record NotRun(String reason) implements Outcome {}
}
