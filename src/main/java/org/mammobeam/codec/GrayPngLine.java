package org.mammobeam.codec;

import ar.com.hjg.pngj.IImageLine;
import java.nio.ByteBuffer;
import org.mammobeam.image.GrayImage;

/** A cursor over the rows of an image, from which the PNG library takes its bytes. */
final class GrayPngLine implements IImageLine {
  private final GrayImage image;
  private int y;

  GrayPngLine(GrayImage image) {
    this.image = image;
  }

  void moveTo(int row) {
    y = row;
  }

  @Override
  public void writeToPngRaw(byte[] raw) {
    int width = image.width();
    int start = y * width;
    if (image.bitDepth() == 16) {
      ByteBuffer.wrap(raw, 1, 2 * width).asShortBuffer().put(image.pixels(), start, width);
    } else {
      for (int x = 0; x < width; x++) {
        raw[1 + x] = (byte) image.pixels()[start + x];
      }
    }
  }

  @Override
  public void readFromPngRaw(byte[] raw, int length, int offset, int step) {
    throw new UnsupportedOperationException("rows are read by PngRowReader");
  }

  @Override
  public void endReadFromPngRaw() {
    throw new UnsupportedOperationException("rows are read by PngRowReader");
  }
}
