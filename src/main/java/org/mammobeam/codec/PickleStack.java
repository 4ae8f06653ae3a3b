package org.mammobeam.codec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The working memory of the pickle machine: values, marks and the memo. */
final class PickleStack {
  private final List<@Nullable Object> values = new ArrayList<>();
  private final Deque<Integer> marks = new ArrayDeque<>();

  /** Remembered values by number; Python counts from 0, so that this is all of them. */
  private final List<@Nullable Object> memo = new ArrayList<>();

  /** Those whose numbers are out of order. */
  private final Map<Long, Remembered> sparseMemo = new HashMap<>();

  private final PickleInput in;
  private final long maxValues;
  private long pushed;

  /** A remembered value, which may be None. */
  private record Remembered(@Nullable Object value) {}

  /**
   * An empty stack.
   *
   * @param in where the machine reads, for the places of faults
   */
  PickleStack(PickleInput in, long maxValues) {
    this.in = in;
    this.maxValues = maxValues;
  }

  void push(@Nullable Object value) throws MalformedDataException {
    count();
    values.add(value);
  }

  @Nullable Object pop() throws MalformedDataException {
    checkHeight(1);
    return values.remove(values.size() - 1);
  }

  @Nullable Object top() throws MalformedDataException {
    checkHeight(1);
    return values.get(values.size() - 1);
  }

  void mark() throws MalformedDataException {
    count();
    marks.push(values.size());
  }

  /** Takes away the mark itself where nothing lies on it, as Python does. */
  void popValueOrMark() throws MalformedDataException {
    if (!marks.isEmpty() && marks.peek() == values.size()) {
      marks.pop();
    } else {
      pop();
    }
  }

  /** Takes the last {@code count} values, the first pushed first. */
  List<@Nullable Object> popLast(int count) throws MalformedDataException {
    checkHeight(count);
    return popFrom(values.size() - count);
  }

  /** Takes the values above the last mark, and the mark. */
  List<@Nullable Object> popToMark() throws MalformedDataException {
    if (marks.isEmpty()) {
      throw in.damaged("a mark is missing");
    }
    return popFrom(marks.pop());
  }

  /** The last value, which must be all there is. */
  @Nullable Object popResult() throws MalformedDataException {
    if (values.size() != 1 || !marks.isEmpty()) {
      throw in.damaged("it ends with " + values.size() + " values instead of one");
    }
    return pop();
  }

  void remember(long index) throws MalformedDataException {
    count();
    if (index < memo.size()) {
      memo.set((int) index, top());
    } else if (index == memo.size() && sparseMemo.isEmpty()) {
      memo.add(top());
    } else {
      sparseMemo.put(index, new Remembered(top()));
    }
  }

  /** Remembers under the next free number. */
  void remember() throws MalformedDataException {
    remember(memo.size() + (long) sparseMemo.size());
  }

  void recall(long index) throws MalformedDataException {
    Remembered remembered =
        index < memo.size() ? new Remembered(memo.get((int) index)) : sparseMemo.get(index);
    if (remembered == null) {
      throw in.damaged("it recalls value " + index + ", which it never stored");
    }
    push(remembered.value());
  }

  private List<@Nullable Object> popFrom(int start) {
    List<@Nullable Object> tail = values.subList(start, values.size());
    List<@Nullable Object> taken = new ArrayList<>(tail);
    tail.clear();
    return taken;
  }

  private void checkHeight(int needed) throws MalformedDataException {
    int floor = marks.isEmpty() ? 0 : marks.peek();
    if (values.size() - floor < needed) {
      throw in.damaged("a value is missing");
    }
  }

  private void count() throws MalformedDataException {
    pushed++;
    if (pushed > maxValues) {
      throw new MalformedDataException("pickle of more than " + maxValues + " values");
    }
  }
}
