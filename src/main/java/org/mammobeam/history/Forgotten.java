package org.mammobeam.history;

import java.util.List;

/**
 * What was done, or would be, to forget an exam.
 *
 * @param exam its ID
 * @param dryRun whether nothing was done
 * @param runs IDs of the published runs that were published again without it
 * @param deletedRuns IDs of the unfinished runs that have died and were deleted with what they hold
 * @param artifacts attempts of the store that were deleted: the exam's, and those that no run names
 * @param bytes length of their files
 * @param pages that compare runs and were deleted
 * @param shared artifacts that stay, as they are another exam's, too
 * @param sameImages other exams, ten at most, with an image of the same bytes, whose rows keep the
 *     digests
 * @param remarks what else there is to know
 */
public record Forgotten(
    String exam,
    boolean dryRun,
    List<String> runs,
    List<String> deletedRuns,
    long artifacts,
    long bytes,
    List<String> pages,
    List<Shared> shared,
    List<String> sameImages,
    List<String> remarks) {
  public Forgotten {
    runs = List.copyOf(runs);
    deletedRuns = List.copyOf(deletedRuns);
    pages = List.copyOf(pages);
    shared = List.copyOf(shared);
    sameImages = List.copyOf(sameImages);
    remarks = List.copyOf(remarks);
  }

  /**
   * An artifact that stays.
   *
   * @param folder relative to the output folder
   * @param exams whose it is, ten at most
   */
  public record Shared(String folder, List<String> exams) {
    public Shared {
      exams = List.copyOf(exams);
    }
  }
}
