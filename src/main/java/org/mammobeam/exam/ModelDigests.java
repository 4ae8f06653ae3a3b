package org.mammobeam.exam;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mammobeam.artifact.Fingerprint;
import org.mammobeam.artifact.Fingerprinter;
import org.mammobeam.artifact.Hash128;

/**
 * Which networks an exam is screened with. They are put on the exam once, so that no exam is
 * screened with two models, whatever is swapped meanwhile.
 *
 * @param bundle name of the bundle, for people; not part of any key
 * @param byRole per role, such as {@code patch}, the fingerprint of what the stages use of it
 */
public record ModelDigests(String bundle, SortedMap<String, Fingerprint> byRole)
    implements Serializable {
  /** For runs of stages that use no model. */
  public static final ModelDigests NONE = new ModelDigests("none", new TreeMap<>());

  public ModelDigests {
    byRole = Collections.unmodifiableSortedMap(new TreeMap<>(byRole));
  }

  /** Equal networks have equal hashes, whatever the bundle's name. */
  public Hash128 hash() {
    Fingerprinter roles = new Fingerprinter();
    byRole.forEach((role, digest) -> roles.add(role).add(digest));
    return Hash128.of(roles.finish());
  }

  /** Of roles in any order. */
  public static ModelDigests of(String bundle, Map<String, Fingerprint> byRole) {
    return new ModelDigests(bundle, new TreeMap<>(byRole));
  }
}
