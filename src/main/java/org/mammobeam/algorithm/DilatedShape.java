package org.mammobeam.algorithm;

import org.mammobeam.exam.IndexRange;

/**
 * All pixels within a city-block distance of a core, without painting them. Breast and columns are
 * in common orientation: the breast points right.
 */
final class DilatedShape {
  private final Runs core;
  private final int reach;
  private final int left;
  private final int right;

  /**
   * Describes the shape around a core.
   *
   * @param core in reverse raster order, not empty, further than reach from the image's edges
   */
  DilatedShape(Runs core, int reach) {
    this.core = core;
    this.reach = reach;
    int first = Integer.MAX_VALUE;
    int last = 0;
    for (int run = 0; run < core.size(); run++) {
      first = Math.min(first, core.first(run));
      last = Math.max(last, core.last(run));
    }
    this.left = first - reach;
    this.right = last + reach + 1;
  }

  /** The first row. */
  int top() {
    return core.row(core.size() - 1) - reach;
  }

  /** The row after the last. */
  int bottom() {
    return core.row(0) + reach + 1;
  }

  /** The first column. */
  int left() {
    return left;
  }

  /** The column after the last. */
  int right() {
    return right;
  }

  /** First and last column of the last row: only the core's own last row reaches down there. */
  IndexRange bottommostColumns() {
    int run = 0;
    while (run + 1 < core.size() && core.row(run + 1) == core.row(0)) {
      run++;
    }
    return new IndexRange(core.first(run), core.last(0));
  }

  /** The last column that the shape has in a row or below it. */
  int rightmostColumn(int fromRow) {
    int rightmost = Integer.MIN_VALUE;
    for (int run = 0; run < core.size(); run++) {
      int used = Math.max(0, fromRow - core.row(run));
      if (used <= reach) {
        rightmost = Math.max(rightmost, core.last(run) + reach - used);
      }
    }
    return rightmost;
  }

  /** The first and the last row, from a row on, in which the shape has a column. */
  IndexRange rowsOfColumn(int column, int fromRow) {
    int first = Integer.MAX_VALUE;
    int last = Integer.MIN_VALUE;
    for (int run = 0; run < core.size(); run++) {
      int used = Math.max(0, Math.max(core.first(run) - column, column - core.last(run)));
      int above = core.row(run) - (reach - used);
      int below = core.row(run) + (reach - used);
      if (used <= reach && below >= fromRow) {
        first = Math.min(first, Math.max(above, fromRow));
        last = Math.max(last, below);
      }
    }
    return new IndexRange(first, last);
  }
}
