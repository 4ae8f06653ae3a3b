package org.mammobeam.codec;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mammobeam.exam.ExamListEntry;
import org.mammobeam.exam.HorizontalFlip;
import org.mammobeam.exam.View;

/**
 * Exam lists as the reference has them: a list of dicts, one per exam, that hold {@code
 * horizontal_flip} and for each view a list of short paths.
 *
 * <p>A text {@code exam_id} is kept, all other keys are ignored. The streams are not closed.
 */
public final class ExamLists {
  private static final String FLIP = "horizontal_flip";
  private static final String EXAM_ID = "exam_id";

  private ExamLists() {}

  /**
   * Reads a list in the format that its file's name tells.
   *
   * @param fileName ends with {@code .json}, or {@code .pkl} or something else for a pickle
   * @throws MalformedDataException if it is no exam list, or an unsafe pickle
   */
  public static List<ExamListEntry> read(String fileName, InputStream in)
      throws IOException, MalformedDataException {
    return fileName.endsWith(".json") ? readJson(in) : readPickle(in);
  }

  /**
   * Reads a list from JSON.
   *
   * @throws MalformedDataException if it is no JSON or no exam list
   */
  public static List<ExamListEntry> readJson(InputStream in)
      throws IOException, MalformedDataException {
    return entries(StrictJson.read(in));
  }

  /**
   * Reads a list from a pickle.
   *
   * @throws MalformedDataException if it is no pickle of plain data or no exam list
   */
  public static List<ExamListEntry> readPickle(InputStream in)
      throws IOException, MalformedDataException {
    return entries(PickleReader.readPlain(new BufferedInputStream(in), PickleLimits.DEFAULT));
  }

  private static List<ExamListEntry> entries(@Nullable Object value) throws MalformedDataException {
    if (!(value instanceof List<?> exams)) {
      throw new MalformedDataException("the exam list is no list but " + kind(value));
    }
    List<ExamListEntry> entries = new ArrayList<>();
    for (Object exam : exams) {
      if (!(exam instanceof Map<?, ?> keys)) {
        throw fault(entries.size(), "is no dict but " + kind(exam));
      }
      entries.add(entry(entries.size(), keys));
    }
    return entries;
  }

  private static ExamListEntry entry(int index, Map<?, ?> keys) throws MalformedDataException {
    Map<View, List<String>> shortPaths = new EnumMap<>(View.class);
    for (View view : View.values()) {
      if (keys.containsKey(view.label())) {
        shortPaths.put(view, shortPaths(index, view, keys.get(view.label())));
      }
    }
    String id = keys.get(EXAM_ID) instanceof String text ? text : null;
    return new ExamListEntry(id, flip(index, keys.get(FLIP)), shortPaths);
  }

  private static HorizontalFlip flip(int index, @Nullable Object value)
      throws MalformedDataException {
    if ("NO".equals(value)) {
      return HorizontalFlip.NO;
    }
    if ("YES".equals(value)) {
      return HorizontalFlip.YES;
    }
    throw fault(index, "needs " + FLIP + " as 'NO' or 'YES'");
  }

  private static List<String> shortPaths(int index, View view, @Nullable Object value)
      throws MalformedDataException {
    if (!(value instanceof List<?> list)) {
      throw fault(index, "has for " + view + " no list of short paths but " + kind(value));
    }
    List<String> paths = new ArrayList<>();
    for (Object path : list) {
      if (!(path instanceof String text)) {
        throw fault(index, "has for " + view + " a short path that is " + kind(path));
      }
      paths.add(text);
    }
    return paths;
  }

  private static MalformedDataException fault(int index, String reason) {
    return new MalformedDataException("exam " + index + " of the list " + reason);
  }

  private static String kind(@Nullable Object value) {
    if (value == null) {
      return "nothing";
    }
    if (value instanceof Map<?, ?>) {
      return "a dict";
    }
    if (value instanceof List<?> || value instanceof PickleTuple) {
      return "a list";
    }
    return value instanceof String ? "a text" : "a value";
  }
}
