package org.mammobeam.algorithm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mammobeam.exam.BreastOutline;
import org.mammobeam.exam.CropWindow;
import org.mammobeam.exam.IndexRange;
import org.mammobeam.exam.PixelPosition;
import org.mammobeam.image.GrayImage;

/** Cropping word by word as the reference describes it: erosion after erosion, pixel by pixel. */
final class LiteralCropper {
  private LiteralCropper() {}

  /** Window and outline as one text, or null where nothing is left. */
  static @Nullable String crop(GrayImage image, boolean right, int erosions, int buffer) {
    boolean[][] mask = new boolean[image.height()][image.width()];
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        mask[y][x] = image.at(y, x) > 0;
      }
    }
    for (int i = 0; i < erosions; i++) {
      mask = step(mask, true);
    }
    mask = largest(mask);
    for (int i = 0; i < erosions; i++) {
      mask = step(mask, false);
    }
    return describe(mask, right, buffer);
  }

  private static boolean[][] step(boolean[][] mask, boolean erode) {
    boolean[][] result = new boolean[mask.length][mask[0].length];
    for (int y = 0; y < mask.length; y++) {
      for (int x = 0; x < mask[0].length; x++) {
        boolean all = true;
        boolean any = false;
        for (boolean neighbour : neighbours(mask, y, x)) {
          all &= neighbour;
          any |= neighbour;
        }
        result[y][x] = erode ? all : any;
      }
    }
    return result;
  }

  private static boolean[] neighbours(boolean[][] mask, int y, int x) {
    return new boolean[] {
      mask[y][x], at(mask, y - 1, x), at(mask, y + 1, x), at(mask, y, x - 1), at(mask, y, x + 1)
    };
  }

  private static boolean at(boolean[][] mask, int y, int x) {
    return y >= 0 && y < mask.length && x >= 0 && x < mask[0].length && mask[y][x];
  }

  private static boolean[][] largest(boolean[][] mask) {
    boolean[][] seen = new boolean[mask.length][mask[0].length];
    List<PixelPosition> largest = List.of();
    for (int y = 0; y < mask.length; y++) {
      for (int x = 0; x < mask[0].length; x++) {
        List<PixelPosition> component = fill(mask, seen, new PixelPosition(y, x));
        if (component.size() > largest.size()) {
          largest = component;
        }
      }
    }
    boolean[][] result = new boolean[mask.length][mask[0].length];
    largest.forEach(pixel -> result[pixel.y()][pixel.x()] = true);
    return result;
  }

  private static List<PixelPosition> fill(boolean[][] mask, boolean[][] seen, PixelPosition from) {
    List<PixelPosition> component = new ArrayList<>();
    ArrayDeque<PixelPosition> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      PixelPosition at = open.pop();
      int y = at.y();
      int x = at.x();
      if (at(mask, y, x) && !seen[y][x]) {
        seen[y][x] = true;
        component.add(at);
        open.push(new PixelPosition(y - 1, x));
        open.push(new PixelPosition(y + 1, x));
        open.push(new PixelPosition(y, x - 1));
        open.push(new PixelPosition(y, x + 1));
      }
    }
    return component;
  }

  private static @Nullable String describe(boolean[][] mask, boolean right, int buffer) {
    int height = mask.length;
    int width = mask[0].length;
    IndexRange rows = rowsSet(mask, 0, height, new IndexRange(0, width - 1));
    if (rows.last() < 0) {
      return null;
    }
    IndexRange columns = columnsSet(mask, 0, height);
    IndexRange lowest = columnsSet(mask, rows.last(), rows.last() + 1);
    int top = rows.first() - Math.min(rows.first(), buffer);
    int bottom = rows.last() + 1;
    bottom += Math.min(height - bottom, buffer);
    int leftEdge = columns.first();
    int rightEdge = columns.last() + 1;
    int distance = right ? leftEdge : width - rightEdge;
    if (right) {
      rightEdge += Math.min(width - rightEdge, buffer);
    } else {
      leftEdge -= Math.min(leftEdge, buffer);
    }
    int searchTop = top + (int) ((bottom - top) * (1.0 / 3));
    IndexRange searched = columnsSet(mask, searchTop, bottom);
    int outermost = right ? searched.last() : searched.first();
    IndexRange reach = rowsSet(mask, searchTop, bottom, new IndexRange(outermost, outermost));
    int inWindow = outermost - leftEdge;
    BreastOutline outline =
        new BreastOutline(
            new IndexRange(reach.first() - top, reach.last() - top),
            right ? inWindow : rightEdge - leftEdge - inWindow,
            rows.last() - top,
            right
                ? new IndexRange(lowest.first() - leftEdge, lowest.last() - leftEdge)
                : new IndexRange(rightEdge - lowest.last(), rightEdge - lowest.first()));
    return new CropWindow(top, bottom, leftEdge, rightEdge) + " " + outline + " " + distance;
  }

  private static IndexRange rowsSet(boolean[][] mask, int from, int to, IndexRange columns) {
    int first = -1;
    int last = -1;
    for (int y = from; y < to; y++) {
      for (int x = columns.first(); x <= columns.last(); x++) {
        if (mask[y][x]) {
          first = first < 0 ? y : first;
          last = y;
        }
      }
    }
    return new IndexRange(first, last);
  }

  private static IndexRange columnsSet(boolean[][] mask, int from, int to) {
    int first = Integer.MAX_VALUE;
    int last = -1;
    for (int y = from; y < to; y++) {
      for (int x = 0; x < mask[0].length; x++) {
        if (mask[y][x]) {
          first = Math.min(first, x);
          last = Math.max(last, x);
        }
      }
    }
    return new IndexRange(first, last);
  }
}
