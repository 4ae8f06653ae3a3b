package org.mammobeam.artifact;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The description that makes a folder an artifact: it is written last, and what has none does not
 * exist.
 *
 * @param artifact what is described
 * @param files all files in the order of their names
 * @param origin how it came about, such as version, device and seconds; outside of key and content
 */
public record Manifest(
    Artifact artifact, List<StoredFile> files, SortedMap<String, String> origin) {
  /** Name of the description in the artifact's folder. */
  public static final String FILE = "manifest.json";

  /** Name of the note how much processor time computing took, in milliseconds. */
  public static final String CPU_MILLIS = "cpu-millis";

  public Manifest {
    files = files.stream().sorted(Comparator.comparing(StoredFile::name)).toList();
    origin = Collections.unmodifiableSortedMap(new TreeMap<>(origin));
  }

  /** Processor time that computing the artifact took; 0 where it was not noted. */
  public long cpuMillis() {
    try {
      return Long.parseLong(origin.getOrDefault(CPU_MILLIS, "0"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
