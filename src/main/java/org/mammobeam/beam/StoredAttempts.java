package org.mammobeam.beam;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;

/**
 * Everything in the artifact store of an output folder, a little at a time: a key where the file
 * system lists folders, else the keys that start with the same byte.
 *
 * @param output the output folder
 */
public record StoredAttempts(Folder output) {
  private static final String ARTIFACTS = "artifacts";
  private static final Pattern STAGE = Pattern.compile("[a-z0-9-]+");
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern FILE =
      Pattern.compile("(artifacts/[a-z0-9-]+/[0-9a-f]{64}/[^/]+)/[^/]+");
  private static final int FIRST_BYTES = 256;

  /** What is done with an attempt. */
  public interface Use {
    void attempt(StoredAttempt attempt) throws IOException;
  }

  /**
   * Goes through all attempts.
   *
   * @param stages whose attempts there may be; where folders are listed, all are found
   */
  public void forEach(Collection<String> stages, Use use) throws IOException {
    if (output.isLocal()) {
      forEachFolder(use);
    } else {
      forEachPrefix(stages, use);
    }
  }

  private void forEachFolder(Use use) throws IOException {
    Folder artifacts = new Folder(output.uri() + "/" + ARTIFACTS);
    if (!artifacts.mayExist()) {
      return;
    }
    for (String stage : new TreeSet<>(artifacts.localFolders())) {
      if (STAGE.matcher(stage).matches()) {
        for (String key : new Folder(artifacts.uri() + "/" + stage).localFolders()) {
          if (KEY.matcher(key).matches()) {
            forEachMatch(ARTIFACTS + "/" + stage + "/" + key + "/*/*", use);
          }
        }
      }
    }
  }

  void forEachPrefix(Collection<String> stages, Use use) throws IOException {
    for (String stage : new TreeSet<>(stages)) {
      for (int first = 0; first < FIRST_BYTES; first++) {
        String prefix = HexFormat.of().toHexDigits((byte) first);
        forEachMatch(ARTIFACTS + "/" + stage + "/" + prefix + "*/*/*", use);
      }
    }
  }

  private void forEachMatch(String pattern, Use use) throws IOException {
    Map<String, List<Metadata>> attempts = new TreeMap<>();
    for (Metadata file : output.list(pattern)) {
      Matcher path = FILE.matcher(output.relative(file.resourceId()));
      if (path.matches()) {
        attempts.computeIfAbsent(path.group(1), unused -> new ArrayList<>()).add(file);
      }
    }
    for (Map.Entry<String, List<Metadata>> attempt : attempts.entrySet()) {
      use.attempt(new StoredAttempt(attempt.getKey(), attempt.getValue()));
    }
  }
}
