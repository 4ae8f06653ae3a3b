package org.mammobeam.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mammobeam.exam.CropWindow;
import org.mammobeam.exam.PixelPosition;
import org.mammobeam.exam.UnprocessableExamException;
import org.mammobeam.exam.View;

final class AugmentationWindowsTest {
  private static Map<View, List<CenteredImage>> images(CenteredImage image) {
    Map<View, List<CenteredImage>> images = new EnumMap<>(View.class);
    for (View view : View.values()) {
      images.put(view, List.of(image));
    }
    return images;
  }

  @Test
  void withoutNoiseASmallImageLiesWhereThePaddingPutsIt() throws Exception {
    CenteredImage image = new CenteredImage(1000, 400, new PixelPosition(-900, -700));
    List<AugmentationWindow> windows = AugmentationWindows.NONE.draw(images(image));
    assertEquals(4, windows.size());
    // 1677 rows of padding: the shorter half goes before the image.
    assertEquals(new CropWindow(-838, 1839, 0, 1942), windows.get(0).borders());
    assertEquals(new CropWindow(0, 2974, 0, 1748), windows.get(2).borders());
  }

  @Test
  void withoutNoiseALargeImageIsCutAroundItsCentreWithinItsEdges() throws Exception {
    CenteredImage middle = new CenteredImage(4000, 3000, new PixelPosition(2000, 1500));
    assertEquals(
        new CropWindow(662, 3339, 529, 2471),
        AugmentationWindows.NONE.draw(images(middle)).get(1).borders());
    CenteredImage corner = new CenteredImage(4000, 3000, new PixelPosition(3900, 10));
    assertEquals(
        new CropWindow(1323, 4000, 0, 1942),
        AugmentationWindows.NONE.draw(images(corner)).get(1).borders());
  }

  @Test
  void windowsOfLargeImagesStayInside() throws Exception {
    CenteredImage corner = new CenteredImage(3100, 2050, new PixelPosition(0, 3000));
    AugmentationWindows settings = new AugmentationWindows(50, 9, 100, 100);
    List<AugmentationWindow> windows = settings.draw(images(corner));
    assertEquals(200, windows.size());
    for (AugmentationWindow window : windows) {
      CropWindow borders = window.borders();
      assertTrue(borders.top() >= 0 && borders.bottom() <= 3174, window.toString());
      assertTrue(borders.left() >= 0 && borders.right() <= 2142, window.toString());
    }
  }

  @Test
  void everyExamBeginsWithTheSeed() throws Exception {
    CenteredImage image = new CenteredImage(2900, 2000, new PixelPosition(1400, 900));
    AugmentationWindows settings = AugmentationWindows.REFERENCE;
    assertEquals(settings.draw(images(image)), settings.draw(images(image)));
  }

  @Test
  void aViewWithoutImagesIsRefusedByName() {
    Map<View, List<CenteredImage>> images =
        images(new CenteredImage(900, 900, new PixelPosition(0, 0)));
    images.put(View.R_MLO, List.of());
    UnprocessableExamException refusal =
        assertThrows(
            UnprocessableExamException.class, () -> AugmentationWindows.REFERENCE.draw(images));
    assertEquals("view R-MLO has no image", refusal.getMessage());
  }
}
