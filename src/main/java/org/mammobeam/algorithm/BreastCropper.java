package org.mammobeam.algorithm;

import java.io.Serializable;
import org.mammobeam.exam.BreastOutline;
import org.mammobeam.exam.CropWindow;
import org.mammobeam.exam.IndexRange;
import org.mammobeam.exam.UnprocessableExamException;
import org.mammobeam.image.GrayImage;

/**
 * Finds the breast in an image as stored and cuts it out.
 *
 * <p>The breast is the largest part of the image that outlives a number of erosions, dilated again
 * as often. The dilated shape is never painted: it reaches exactly that far, in city-block
 * distance, around the eroded one, and cannot reach the image's edges, since erosion keeps away
 * from them.
 *
 * @param erosions how often the image is eroded; half the thickness that a breast has at least
 * @param buffer rows and columns kept around the breast, except at the chest wall
 */
public record BreastCropper(int erosions, int buffer) implements Serializable {
  /** The reference's settings. */
  public static final BreastCropper REFERENCE = new BreastCropper(100, 50);

  /** Checks that the settings are not negative and that distances fit into 16 bits. */
  public BreastCropper {
    if (erosions < 0 || erosions > 10_000 || buffer < 0) {
      throw new IllegalArgumentException("erosions " + erosions + ", buffer " + buffer);
    }
  }

  /**
   * Crops one image.
   *
   * @param image as stored, not mirrored
   * @param pointsRight whether the breast points to the right edge of the stored image
   * @throws UnprocessableExamException where nothing outlives the erosions
   */
  public BreastCrop crop(GrayImage image, boolean pointsRight) throws UnprocessableExamException {
    Runs eroded = Erosion.survivors(image, erosions);
    if (eroded.size() == 0) {
      throw new UnprocessableExamException(reasonForNoBreast(image));
    }
    Runs core = Component.largest(eroded);
    DilatedShape breast =
        new DilatedShape(pointsRight ? core : core.mirrored(image.width()), erosions);

    // Columns are in common orientation up to here: the breast points right.
    int top = breast.top() - Math.min(breast.top(), buffer);
    int bottom = Math.min(image.height(), breast.bottom() + buffer);
    int left = breast.left();
    int right = Math.min(image.width(), breast.right() + buffer);
    CropWindow window =
        pointsRight
            ? new CropWindow(top, bottom, left, right)
            : new CropWindow(top, bottom, image.width() - right, image.width() - left);
    // The reference mirrors x to width - x instead of width - 1 - x.
    int quirk = pointsRight ? 0 : 1;
    GrayImage pixels = image.crop(window.top(), window.bottom(), window.left(), window.right());
    return new BreastCrop(window, outline(breast, window, quirk), left, pixels);
  }

  private static BreastOutline outline(DilatedShape breast, CropWindow window, int quirk) {
    int top = window.top();
    int offset = quirk - breast.left();
    // The upper third is not searched: an arm or a shoulder may reach further than the breast.
    int searchTop = top + (int) (window.height() * (1.0 / 3));
    int rightmost = breast.rightmostColumn(searchTop);
    IndexRange rows = breast.rowsOfColumn(rightmost, searchTop);
    IndexRange columns = breast.bottommostColumns();
    return new BreastOutline(
        new IndexRange(rows.first() - top, rows.last() - top),
        rightmost + offset,
        breast.bottom() - 1 - top,
        new IndexRange(columns.first() + offset, columns.last() + offset));
  }

  private String reasonForNoBreast(GrayImage image) {
    for (short pixel : image.pixels()) {
      if (pixel != 0) {
        return "no breast found: nothing in the image is %d pixels thick"
            .formatted(2 * erosions + 1);
      }
    }
    return "no breast found: the image is blank";
  }
}
