package org.mammobeam.exam;

import java.util.Collection;
import java.util.List;

/** Rules for the short paths of exam lists: paths of images without their extension. */
public final class ShortPath {
  /** Extension of every image. */
  public static final String EXTENSION = ".png";

  private static final int MAX_LENGTH = 1024;

  private ShortPath() {}

  /** What all of some paths, at least one, begin with. */
  public static String commonStart(Collection<String> paths) {
    String start = paths.iterator().next();
    for (String path : paths) {
      int length = 0;
      int shorter = Math.min(start.length(), path.length());
      while (length < shorter && start.charAt(length) == path.charAt(length)) {
        length++;
      }
      start = start.substring(0, length);
    }
    return start;
  }

  /**
   * Refuses short paths that lead out of the folder of the images.
   *
   * @param shortPaths relative to that folder, folders within it separated by {@code /}
   * @throws UnprocessableExamException if one is absolute, or has empty parts, {@code .}, {@code
   *     ..}, backslashes, drive letters or control characters
   */
  public static void check(List<String> shortPaths) throws UnprocessableExamException {
    for (String path : shortPaths) {
      if (path.startsWith("/")) {
        throw new UnprocessableExamException("a short path of the list is absolute");
      }
      if (path.length() > MAX_LENGTH) {
        throw new UnprocessableExamException(
            "a short path of the list is longer than " + MAX_LENGTH + " characters");
      }
      for (String part : path.split("/", -1)) {
        SafeName.check("short path with the part", part);
      }
    }
  }

  /**
   * Refuses short paths that are not names of files in the exam's own folder.
   *
   * @throws UnprocessableExamException as {@link #check}, and for folders
   */
  public static void checkFlat(List<String> shortPaths) throws UnprocessableExamException {
    for (String path : shortPaths) {
      SafeName.check("short path", path);
    }
  }
}
