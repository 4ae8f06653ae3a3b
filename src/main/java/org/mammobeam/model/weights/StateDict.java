package org.mammobeam.model.weights;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.codec.TorchTensor;
import org.mammobeam.codec.TorchType;

/** The weights of one file, under one spelling of their names. */
final class StateDict implements TrainedWeights {
  /** What torchvision up to 0.2.0 wrote for norm1, conv1 and so on of a dense layer. */
  private static final Pattern DOTTED =
      Pattern.compile("(\\.denselayer\\d+\\.(?:norm|conv))\\.(\\d)\\.");

  private static final String BATCHES = ".num_batches_tracked";

  private final Map<String, TorchTensor> tensors = new LinkedHashMap<>();
  private final Set<String> used = new LinkedHashSet<>();

  /**
   * Takes over the tensors of a file.
   *
   * @throws MalformedDataException if two of them have the same name in today's spelling
   */
  StateDict(Map<String, TorchTensor> file) throws MalformedDataException {
    for (Map.Entry<String, TorchTensor> tensor : file.entrySet()) {
      String name = DOTTED.matcher(tensor.getKey()).replaceFirst("$1$2.");
      if (tensors.put(name, tensor.getValue()) != null) {
        throw new MalformedDataException("tensor " + name + " occurs twice, spelled differently");
      }
    }
  }

  @Override
  public float[] tensor(String name, int... shape) throws MalformedDataException {
    TorchTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new MalformedDataException("tensor " + name + " is missing");
    }
    List<Integer> expected = Arrays.stream(shape).boxed().toList();
    if (!tensor.shape().equals(expected)) {
      throw new MalformedDataException(
          "tensor %s has shape %s instead of %s".formatted(name, tensor.shape(), expected));
    }
    if (tensor.type() != TorchType.FLOAT32) {
      throw new MalformedDataException(
          "tensor %s is of %s instead of float32".formatted(name, tensor.type()));
    }
    used.add(name);
    float[] values = tensor.floats();
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new MalformedDataException("tensor " + name + " holds " + value);
      }
    }
    return values;
  }

  /**
   * Makes sure that a part of the network is, where it occurs, the same as another.
   *
   * @param alias prefix of names, such as {@code trunk.l_cc.}
   * @param original prefix of the names that were used
   * @throws MalformedDataException naming the first tensor that differs
   */
  void checkAlias(String alias, String original) throws MalformedDataException {
    for (Map.Entry<String, TorchTensor> entry : tensors.entrySet()) {
      String name = entry.getKey();
      String counterpart = original + name.substring(Math.min(alias.length(), name.length()));
      if (!name.startsWith(alias) || !used.contains(counterpart)) {
        continue;
      }
      TorchTensor first = entry.getValue();
      TorchTensor second = tensors.get(counterpart);
      boolean same =
          second != null
              && (first.isSameViewAs(second)
                  || (first.type() == second.type()
                      && first.shape().equals(second.shape())
                      && Arrays.equals(first.floats(), second.floats())));
      if (!same) {
        throw new MalformedDataException(
            "tensor " + name + " is not the same as " + counterpart + ", with which it is shared");
      }
      used.add(name);
    }
  }

  /**
   * Makes sure that nothing is left over; counters of training steps do not matter.
   *
   * @throws MalformedDataException naming tensors that do not belong to the network
   */
  void checkNothingIsLeft() throws MalformedDataException {
    List<String> left =
        tensors.keySet().stream().filter(n -> !used.contains(n) && !isCounter(n)).toList();
    if (!left.isEmpty()) {
      String names =
          IntStream.range(0, Math.min(3, left.size()))
              .mapToObj(i -> left.get(i).replaceAll("[^ -~]", "?"))
              .collect(Collectors.joining(", "));
      throw new MalformedDataException(
          left.size() + " tensors do not belong to the network: " + names);
    }
  }

  private boolean isCounter(String name) {
    TorchTensor tensor = tensors.get(name);
    return name.endsWith(BATCHES)
        && tensor != null
        && tensor.type() == TorchType.INT64
        && tensor.shape().isEmpty()
        && used.contains(name.replace(BATCHES, ".running_mean"));
  }
}
