package org.mammobeam.exam;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules by which the files of one exam's folder are understood.
 *
 * @param lists names of the exam lists that are there
 * @param others names of all other files
 */
public record ExamFolder(List<String> lists, List<String> others) implements Serializable {
  /** Names of exam lists in an exam's folder. */
  public static final List<String> LIST_NAMES =
      List.of("gen_exam_list_before_cropping.pkl", "gen_exam_list.pkl", "exam.json");

  private static final Pattern IMAGE =
      Pattern.compile("([LR])[_-](CC|MLO)(?:[_-]([0-9]{1,6}))?\\.png");

  public ExamFolder {
    lists = List.copyOf(lists);
    others = List.copyOf(others);
  }

  /**
   * Sorts the files of a folder.
   *
   * @param fileNames names without folder, in any order
   */
  public static ExamFolder of(Collection<String> fileNames) {
    List<String> lists = LIST_NAMES.stream().filter(fileNames::contains).toList();
    List<String> others =
        fileNames.stream().filter(name -> !LIST_NAMES.contains(name)).sorted().toList();
    return new ExamFolder(lists, others);
  }

  /**
   * The exam that the lists of the folder describe.
   *
   * @param read what each of {@link #lists} says, in their order
   * @throws UnprocessableExamException if a list holds other than one exam, two lists disagree, or
   *     a short path is not the name of a file in the folder
   */
  public ExamListEntry listed(List<List<ExamListEntry>> read) throws UnprocessableExamException {
    ExamListEntry first = only(0, read);
    for (int i = 1; i < lists.size(); i++) {
      if (!only(i, read).meansTheSameAs(first)) {
        throw new UnprocessableExamException(
            "%s and %s disagree: keep the one that is right".formatted(lists.get(0), lists.get(i)));
      }
    }
    ShortPath.checkFlat(first.allShortPaths());
    return first;
  }

  /**
   * The exam that the names of the files describe: {@code L_CC.png} or {@code L-CC.png}, more
   * images of a view as {@code L_CC_2.png} and so on in the order of their numbers.
   *
   * @throws UnprocessableExamException if two files claim to be the same image
   */
  public ExamListEntry named(HorizontalFlip flip) throws UnprocessableExamException {
    Map<View, Map<Integer, String>> images = new EnumMap<>(View.class);
    for (String name : others) {
      Matcher image = IMAGE.matcher(name);
      if (image.matches()) {
        String number = image.group(3);
        String before =
            images
                .computeIfAbsent(view(image.group(1), image.group(2)), view -> new TreeMap<>())
                .put(number == null ? 1 : Integer.parseInt(number), name);
        if (before != null) {
          throw new UnprocessableExamException(
              "%s and %s claim to be the same image".formatted(before, name));
        }
      }
    }
    Map<View, List<String>> shortPaths = new EnumMap<>(View.class);
    images.forEach((view, names) -> shortPaths.put(view, withoutExtension(names.values())));
    return new ExamListEntry(null, flip, shortPaths);
  }

  /** How many files are neither an exam list nor an image of the exam. */
  public int ignored(ExamListEntry exam) {
    Set<String> used = new HashSet<>();
    exam.allShortPaths().forEach(path -> used.add(path + ShortPath.EXTENSION));
    return (int) others.stream().filter(name -> !used.contains(name)).count();
  }

  private ExamListEntry only(int index, List<List<ExamListEntry>> read)
      throws UnprocessableExamException {
    if (read.size() != lists.size()) {
      throw new IllegalArgumentException(read.size() + " lists for " + lists);
    }
    List<ExamListEntry> exams = read.get(index);
    if (exams.size() != 1) {
      throw new UnprocessableExamException(
          "%s holds %d exams: the list in an exam's folder holds one"
              .formatted(lists.get(index), exams.size()));
    }
    return exams.get(0);
  }

  private static View view(String side, String projection) {
    return View.valueOf(side + "_" + projection);
  }

  private static List<String> withoutExtension(Collection<String> names) {
    List<String> shortPaths = new ArrayList<>();
    for (String name : names) {
      shortPaths.add(name.substring(0, name.length() - ShortPath.EXTENSION.length()));
    }
    return shortPaths;
  }
}
