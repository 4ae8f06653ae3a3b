package org.mammobeam.phantom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mammobeam.algorithm.BreastCrop;
import org.mammobeam.algorithm.BreastCropper;
import org.mammobeam.exam.HorizontalFlip;
import org.mammobeam.exam.Laterality;
import org.mammobeam.exam.View;
import org.mammobeam.image.GrayImage;

final class PhantomExamTest {
  private static final PhantomSize SMALL = new PhantomSize(600, 450);

  /** Changes with every change of the generator; the demo bundle was trained on what it draws. */
  private static final String DIGEST =
      "334e560f65b5444a514c8be98e67891521a9eb19c247cabcf10988c142a907a1";

  @Test
  void theSameSeedGivesTheSamePixelsOnEveryMachine() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    PhantomExam exam = withEveryLesion(5, SMALL, HorizontalFlip.NO);
    for (View view : View.values()) {
      ByteBuffer bytes = ByteBuffer.allocate(2 * 600 * 450);
      bytes.asShortBuffer().put(exam.image(view).pixels());
      digest.update(bytes.array());
    }
    assertEquals(DIGEST, HexFormat.of().formatHex(digest.digest()));
  }

  @Test
  void otherSeedsAndOtherViewsGiveOtherImages() {
    PhantomExam exam = PhantomExam.of(1, SMALL, HorizontalFlip.NO);
    PhantomExam other = PhantomExam.of(2, SMALL, HorizontalFlip.NO);
    assertTrue(differing(exam.image(View.L_CC), other.image(View.L_CC)) > 0.2);
    assertTrue(differing(exam.image(View.L_CC), exam.image(View.R_CC).mirrored()) > 0.2);
  }

  @Test
  void aVariationDiffersInsideAndKeepsTheBackground() {
    GrayImage image = PhantomExam.of(1, SMALL, HorizontalFlip.NO).image(View.L_CC);
    GrayImage first = new ImageVariation(1).apply(image);
    GrayImage second = new ImageVariation(2).apply(image);
    assertTrue(differing(image, first) > 0.2);
    assertTrue(differing(first, second) > 0.2);
    for (int i = 0; i < image.pixels().length; i++) {
      assertEquals(image.pixels()[i] == 0, first.pixels()[i] == 0);
    }
    assertArrayEquals(first.pixels(), new ImageVariation(1).apply(image).pixels());
  }

  @Test
  void bothWaysOfStoringAreMirrorImagesButForTheLabel() {
    PhantomExam exam = withEveryLesion(3, SMALL, HorizontalFlip.NO);
    PhantomExam mirrored = withEveryLesion(3, SMALL, HorizontalFlip.YES);
    int firstRowBelowLabel = 600 / 24 + 7 * 2;
    for (View view : View.values()) {
      assertArrayEquals(
          below(firstRowBelowLabel, exam.image(view)).pixels(),
          below(firstRowBelowLabel, mirrored.image(view).mirrored()).pixels());
    }
    List<LesionMark> marks = exam.marks();
    List<LesionMark> mirroredMarks = mirrored.marks();
    for (int i = 0; i < marks.size(); i++) {
      assertEquals(marks.get(i).y(), mirroredMarks.get(i).y());
      assertEquals(449 - marks.get(i).x(), mirroredMarks.get(i).x());
    }
  }

  @Test
  void theBreastTouchesTheChestWallAndTheBackgroundIsZero() {
    for (View view : View.values()) {
      GrayImage image = PhantomExam.of(4, SMALL, HorizontalFlip.NO).image(view);
      boolean left = HorizontalFlip.NO.pointsRight(view);
      assertTrue(image.at(300, left ? 0 : 449) > 0);
      for (int y = 60; y < 600; y++) {
        assertEquals(0, image.at(y, left ? 449 : 0));
      }
      for (short pixel : image.pixels()) {
        assertTrue(pixel >= 0 && pixel <= 4095);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2})
  void lesionsLieInTheBreastOfTheirSideInBothViews(long seed) {
    PhantomExam exam = withEveryLesion(seed, SMALL, HorizontalFlip.NO);
    List<LesionMark> marks = exam.marks();
    assertEquals(2 * exam.lesions().size(), marks.size());
    Map<View, GrayImage> healthy = new EnumMap<>(View.class);
    for (View view : View.values()) {
      healthy.put(view, new PhantomExam(seed, SMALL, HorizontalFlip.NO, List.of()).image(view));
    }
    for (LesionMark mark : marks) {
      assertEquals(mark.lesion().laterality(), mark.view().laterality());
      Anatomy anatomy = Anatomy.of(seed, SMALL, mark.view());
      double x = mark.view().laterality() == Laterality.LEFT ? mark.x() : 449 - mark.x();
      double behindNipple = anatomy.depth() - x * SMALL.pitch();
      assertEquals(mark.lesion().depth() * anatomy.depth(), behindNipple, SMALL.pitch());
      GrayImage image = Objects.requireNonNull(healthy.get(mark.view()));
      for (int turn = 0; turn < 8; turn++) {
        int y = (int) (mark.y() + mark.radius() * Math.sin(turn * Math.PI / 4));
        int column = (int) (mark.x() + mark.radius() * Math.cos(turn * Math.PI / 4));
        assertTrue(image.at(y, column) > 0, mark.toString());
      }
    }
  }

  @Test
  void aLesionChangesItsPlaceAndNothingElse() {
    for (LesionType type : LesionType.values()) {
      Lesion lesion = new Lesion(type, Laterality.LEFT, 8, 0.5, 0.2, -0.1);
      PhantomExam healthy = new PhantomExam(9, SMALL, HorizontalFlip.NO, List.of());
      PhantomExam ill = new PhantomExam(9, SMALL, HorizontalFlip.NO, List.of(lesion));
      assertArrayEquals(healthy.image(View.R_CC).pixels(), ill.image(View.R_CC).pixels());
      LesionMark mark = ill.marks().get(0);
      GrayImage without = healthy.image(View.L_CC);
      GrayImage with = ill.image(View.L_CC);
      double brightest = 0;
      for (int y = 0; y < 600; y++) {
        for (int x = 0; x < 450; x++) {
          int brighter = with.at(y, x) - without.at(y, x);
          double away = Math.hypot(y - mark.y(), x - mark.x());
          assertTrue(brighter == 0 || away < 3.2 * mark.radius(), type + " at " + away);
          brightest = Math.max(brightest, brighter);
        }
      }
      assertTrue(brightest > 500, type + " " + brightest);
    }
  }

  @ParameterizedTest
  @CsvSource({"512, 384", "600, 450", "777, 1111", "1280, 960", "1664, 700"})
  void breastsOfEverySizeSurviveCroppingAndLoseTheLabel(int height, int width) throws Exception {
    PhantomSize size = new PhantomSize(height, width);
    int seeds = height < 700 ? 5 : 1;
    for (long seed = 0; seed < seeds; seed++) {
      for (View view : View.values()) {
        GrayImage image = PhantomExam.of(seed, size, HorizontalFlip.NO).image(view);
        assertEquals(height, image.height());
        assertEquals(width, image.width());
        BreastCrop crop = BreastCropper.REFERENCE.crop(image, HorizontalFlip.NO.pointsRight(view));
        String where = "seed " + seed + " " + view + " " + crop.window();
        assertTrue(crop.window().height() >= 256 && crop.window().width() >= 256, where);
        assertTrue(crop.window().width() < 0.8 * width, where);
      }
    }
  }

  @Test
  void lesionsAreDrawnAsManyAsAskedFor() {
    Map<LesionType, Integer> drawn = new EnumMap<>(LesionType.class);
    int some = 0;
    for (long seed = 0; seed < 100; seed++) {
      assertEquals(List.of(), draw(seed, LesionLoad.NONE));
      List<Lesion> two = draw(seed, LesionLoad.TWO);
      assertEquals(4, two.size());
      assertTrue(two.get(0).lateral() < 0 && two.get(1).lateral() > 0);
      two.forEach(lesion -> drawn.merge(lesion.type(), 1, Integer::sum));
      some += draw(seed, LesionLoad.SOME).size();
    }
    assertTrue(some > 90 && some < 150, some + " lesions in 200 breasts");
    for (LesionType type : LesionType.values()) {
      assertTrue(drawn.getOrDefault(type, 0) > 60, drawn.toString());
    }
  }

  private static List<Lesion> draw(long seed, LesionLoad load) {
    return PhantomExam.of(seed, SMALL, HorizontalFlip.NO, load).lesions();
  }

  @Test
  void aWomansBreastsAreSimilarInDensityAndDepth() {
    for (long seed = 0; seed < 20; seed++) {
      Anatomy left = Anatomy.of(seed, PhantomSize.FULL, View.L_CC);
      Anatomy right = Anatomy.of(seed, PhantomSize.FULL, View.R_CC);
      assertEquals(left.density(), right.density(), 0.121);
      assertEquals(1, left.depth() / right.depth(), 0.13);
      assertNotEquals(left, right);
    }
  }

  @Test
  void sizesInWhichNoBreastSurvivesCroppingAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new PhantomSize(511, 384));
    assertThrows(IllegalArgumentException.class, () -> new PhantomSize(512, 383));
    assertThrows(IllegalArgumentException.class, () -> new PhantomSize(1 << 16, 1 << 15));
  }

  private static PhantomExam withEveryLesion(long seed, PhantomSize size, HorizontalFlip flip) {
    List<Lesion> lesions = new ArrayList<>();
    for (LesionType type : LesionType.values()) {
      for (Laterality laterality : Laterality.values()) {
        double share = lesions.size() / 8.0;
        lesions.add(new Lesion(type, laterality, 6 + 2 * share, 0.3 + 0.3 * share, share, -share));
      }
    }
    return new PhantomExam(seed, size, flip, lesions);
  }

  private static GrayImage below(int row, GrayImage image) {
    return image.crop(row, image.height(), 0, image.width());
  }

  private static double differing(GrayImage one, GrayImage other) {
    int differing = 0;
    for (int i = 0; i < one.pixels().length; i++) {
      if (one.pixels()[i] != other.pixels()[i]) {
        differing++;
      }
    }
    return (double) differing / one.pixels().length;
  }
}
