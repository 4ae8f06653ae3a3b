package org.mammobeam.algorithm;

import java.util.Arrays;

/**
 * A set of pixels as horizontal runs, in reverse raster order: rows from the bottom, in each the
 * runs from the right. (That is the order in which the second pass over an image finds them.)
 */
final class Runs {
  private int[] rows = new int[1024];
  private int[] firsts = new int[1024];
  private int[] lasts = new int[1024];
  private int size;

  /** Adds a run of columns [first, last]. */
  void add(int row, int first, int last) {
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, 2 * size);
      firsts = Arrays.copyOf(firsts, 2 * size);
      lasts = Arrays.copyOf(lasts, 2 * size);
    }
    rows[size] = row;
    firsts[size] = first;
    lasts[size] = last;
    size++;
  }

  int size() {
    return size;
  }

  int row(int run) {
    return rows[run];
  }

  /** The leftmost column of a run. */
  int first(int run) {
    return firsts[run];
  }

  /** The rightmost column of a run. */
  int last(int run) {
    return lasts[run];
  }

  int length(int run) {
    return lasts[run] - firsts[run] + 1;
  }

  /** The same pixels in an image of this width with left and right exchanged. */
  Runs mirrored(int width) {
    Runs mirrored = new Runs();
    int begin = 0;
    while (begin < size) {
      int end = begin;
      while (end < size && rows[end] == rows[begin]) {
        end++;
      }
      for (int run = end - 1; run >= begin; run--) {
        mirrored.add(rows[run], width - 1 - lasts[run], width - 1 - firsts[run]);
      }
      begin = end;
    }
    return mirrored;
  }
}
