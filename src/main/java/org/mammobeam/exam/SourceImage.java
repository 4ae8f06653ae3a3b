package org.mammobeam.exam;

import java.io.Serializable;
import org.mammobeam.artifact.Fingerprint;

/**
 * A reference to an image as it came.
 *
 * @param view that it shows
 * @param index among the images of this view, from 0
 * @param shortPath its name in the exam list, without extension
 * @param path relative to the input folder, with {@code /}
 * @param digest SHA-256 of the file's bytes
 */
public record SourceImage(View view, int index, String shortPath, String path, Fingerprint digest)
    implements Serializable {
  /** View and index, such as {@code L-CC-0}: names the image in every artifact. */
  public String name() {
    return name(view, index);
  }

  /** The name of an image of a view. */
  public static String name(View view, int index) {
    return view.label() + "-" + index;
  }
}
