package org.mammobeam.beam;

import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.jspecify.annotations.Nullable;
import org.mammobeam.exam.FileState;

/** What Beam's file systems say of files. */
public final class FileStates {
  private FileStates() {}

  /** A file as it was listed. */
  public static FileState of(Folder folder, Metadata file) {
    @Nullable String checksum = file.checksum();
    return new FileState(
        folder.relative(file.resourceId()),
        file.sizeBytes(),
        file.lastModifiedMillis(),
        checksum == null ? "" : checksum);
  }
}
