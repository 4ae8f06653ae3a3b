package org.mammobeam.phantom;

import java.util.ArrayList;
import java.util.List;
import org.mammobeam.exam.HorizontalFlip;
import org.mammobeam.exam.Laterality;
import org.mammobeam.exam.Projection;
import org.mammobeam.exam.View;
import org.mammobeam.image.GrayImage;

/**
 * A synthetic exam of four views with known lesions. The same values give the same pixels on every
 * machine: nothing but IEEE arithmetic and {@link StrictMath} is used.
 *
 * <p>Pixels are 1 to 4095 in the breast and 0 in the background, but for the label.
 *
 * @param seed gives the woman: outline, density, texture
 * @param horizontalFlip how the images are stored
 * @param lesions what is to be found
 */
public record PhantomExam(
    long seed, PhantomSize size, HorizontalFlip horizontalFlip, List<Lesion> lesions) {
  /** Share of breasts with a lesion under {@link LesionLoad#SOME}. */
  private static final double LESION_RATE = 0.6;

  public PhantomExam {
    lesions = List.copyOf(lesions);
  }

  /** An exam with none or one lesion in each breast, drawn from the seed. */
  public static PhantomExam of(long seed, PhantomSize size, HorizontalFlip horizontalFlip) {
    return of(seed, size, horizontalFlip, LesionLoad.SOME);
  }

  /** An exam with lesions drawn from the seed. */
  public static PhantomExam of(
      long seed, PhantomSize size, HorizontalFlip horizontalFlip, LesionLoad load) {
    List<Lesion> lesions = new ArrayList<>();
    for (Laterality laterality : Laterality.values()) {
      Draws draws = Draws.of(seed, "lesions", laterality.name());
      switch (load) {
        case NONE -> {}
        case SOME -> {
          if (draws.uniform() < LESION_RATE) {
            lesions.add(Lesion.draw(laterality, -1, 1, draws));
          }
        }
        case TWO -> {
          lesions.add(Lesion.draw(laterality, -1, -0.45, draws));
          lesions.add(Lesion.draw(laterality, 0.45, 1, draws));
        }
      }
    }
    return new PhantomExam(seed, size, horizontalFlip, lesions);
  }

  /** The image of a view as it is stored; about half a second of one core for a full detector. */
  public GrayImage image(View view) {
    Anatomy anatomy = Anatomy.of(seed, size, view);
    CoarseField belowSkin = belowSkin(view, anatomy);
    Canvas canvas = new Canvas(size);
    new Strands(canvas, anatomy, belowSkin, Draws.of(seed, "strands", view.label()))
        .draw(view.projection());
    for (int i = 0; i < lesions.size(); i++) {
      if (lesions.get(i).laterality() == view.laterality()) {
        double[] place = place(lesions.get(i), view.projection(), anatomy, belowSkin);
        new LesionPainter(canvas, Draws.of(seed, "lesion " + i, view.label()))
            .paint(lesions.get(i), place[0], place[1]);
      }
    }
    long tissueSeed = Draws.of(seed, "tissue", view.label()).next();
    GrayImage image =
        new Tissue(canvas, view.projection(), anatomy, belowSkin, tissueSeed).compose();
    boolean pointsRight = horizontalFlip.pointsRight(view);
    GrayImage stored = pointsRight ? image : image.mirrored();
    Label.burn(view, pointsRight, size, stored.pixels());
    return stored;
  }

  /** Where the views show the lesions, view by view in the order of {@link View}. */
  public List<LesionMark> marks() {
    List<LesionMark> marks = new ArrayList<>();
    for (View view : View.values()) {
      Anatomy anatomy = Anatomy.of(seed, size, view);
      CoarseField belowSkin = belowSkin(view, anatomy);
      for (Lesion lesion : lesions) {
        if (lesion.laterality() == view.laterality()) {
          marks.add(mark(lesion, view, place(lesion, view.projection(), anatomy, belowSkin)));
        }
      }
    }
    return List.copyOf(marks);
  }

  private LesionMark mark(Lesion lesion, View view, double[] place) {
    int y = (int) Math.rint(place[0] / size.pitch());
    int x = (int) Math.rint(place[1] / size.pitch());
    int stored = horizontalFlip.pointsRight(view) ? x : size.width() - 1 - x;
    return new LesionMark(lesion, view, y, stored, (int) Math.rint(lesion.radius() / size.pitch()));
  }

  private CoarseField belowSkin(View view, Anatomy anatomy) {
    Draws draws = Draws.of(seed, "skin", view.label());
    return new CoarseField(size, Outline.of(view.projection(), anatomy, draws)::depthBelowSkin);
  }

  /** The centre in mm as (y, x): moved towards the nipple's row until it is well below the skin. */
  private static double[] place(
      Lesion lesion, Projection projection, Anatomy anatomy, CoarseField belowSkin) {
    double x = anatomy.depth() * (1 - lesion.depth());
    double offset =
        switch (projection) {
          case CC -> 0.6 * anatomy.halfHeight() * lesion.lateral();
          case MLO -> 45 * lesion.craniocaudal();
        };
    while (Math.abs(offset) > 1
        && belowSkin.at(anatomy.nippleRow() + offset, x) < lesion.radius() + 8) {
      offset *= 0.9;
    }
    return new double[] {anatomy.nippleRow() + offset, x};
  }
}
