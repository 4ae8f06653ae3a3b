package org.mammobeam.algorithm;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mammobeam.exam.CropWindow;
import org.mammobeam.exam.UnprocessableExamException;
import org.mammobeam.exam.View;

/**
 * Draws the windows that the classifier sees: shifted and resized at random around the best centre.
 *
 * <p>Randomness begins anew with the seed for every exam, and all images and models of an exam see
 * the same windows.
 *
 * @param rounds times that every view is looked at; 0: no augmentation, that is one round of every
 *     view's first image with no noise
 * @param seed of NumPy's RandomState
 * @param positionNoise the furthest shift, in pixels, rows and columns alike
 * @param sizeNoise how far each border moves at most, in pixels
 */
public record AugmentationWindows(int rounds, int seed, int positionNoise, int sizeNoise)
    implements Serializable {
  /** The reference's settings. */
  public static final AugmentationWindows REFERENCE = new AugmentationWindows(10, 0, 100, 100);

  /** One round without noise. */
  public static final AugmentationWindows NONE = new AugmentationWindows(0, 0, 0, 0);

  /** Checks that no setting is negative. */
  public AugmentationWindows {
    if (rounds < 0 || seed < 0 || positionNoise < 0 || sizeNoise < 0) {
      throw new IllegalArgumentException(
          "rounds %d, seed %d, noise %d and %d: none is negative"
              .formatted(rounds, seed, positionNoise, sizeNoise));
    }
  }

  /**
   * Draws all windows of an exam, round by round, in each the views in their order.
   *
   * @param images of every view, in the exam's order
   * @throws UnprocessableExamException where a view has no image
   */
  public List<AugmentationWindow> draw(Map<View, List<CenteredImage>> images)
      throws UnprocessableExamException {
    NumpyRandom random = new NumpyRandom(seed);
    List<AugmentationWindow> windows = new ArrayList<>();
    for (int round = 0; round < Math.max(1, rounds); round++) {
      for (View view : View.values()) {
        List<CenteredImage> choice = images.getOrDefault(view, List.of());
        if (choice.isEmpty()) {
          throw new UnprocessableExamException("view " + view + " has no image");
        }
        int image = rounds == 0 ? 0 : random.below(choice.size());
        CropWindow borders = draw(view, choice.get(image), random);
        windows.add(new AugmentationWindow(round, view, image, borders));
      }
    }
    return windows;
  }

  private CropWindow draw(View view, CenteredImage image, NumpyRandom random) {
    int shiftNoise = rounds == 0 ? 0 : positionNoise;
    int borderNoise = rounds == 0 ? 0 : sizeNoise;
    PaddedWindow window = PaddedWindow.around(view.projection(), image, shiftNoise + borderNoise);
    if (rounds > 0) {
      double vertical = random.uniform();
      double horizontal = random.uniform();
      window.shift(shiftNoise, vertical, horizontal);
      double[] stretch = {random.uniform(), random.uniform(), random.uniform(), random.uniform()};
      window.stretch(borderNoise, stretch);
    }
    return window.inImage();
  }
}
