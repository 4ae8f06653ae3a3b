package org.mammobeam.history;

import java.util.List;

/**
 * What a garbage collection has deleted, or would.
 *
 * @param dryRun whether nothing was deleted
 * @param kept IDs of the published runs that stay, oldest first
 * @param runs that were deleted
 * @param artifacts attempts of the store that were
 * @param artifactBytes length of their files
 * @param leftovers other files, which broken off writing had left
 * @param leftoverBytes their length
 * @param remarks what stays for another reason than that it is kept, and why
 */
public record Collected(
    boolean dryRun,
    List<String> kept,
    List<DeletedRun> runs,
    long artifacts,
    long artifactBytes,
    long leftovers,
    long leftoverBytes,
    List<String> remarks) {
  public Collected {
    kept = List.copyOf(kept);
    runs = List.copyOf(runs);
    remarks = List.copyOf(remarks);
  }

  /**
   * A run that was deleted.
   *
   * @param run its ID
   * @param state what it was
   * @param bytes length of its files
   */
  public record DeletedRun(String run, RunLine.State state, long bytes) {}

  /** Length of all files that were deleted. */
  public long bytes() {
    return artifactBytes + leftoverBytes + runs.stream().mapToLong(DeletedRun::bytes).sum();
  }
}
