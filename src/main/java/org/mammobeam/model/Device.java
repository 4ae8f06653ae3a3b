package org.mammobeam.model;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where networks run, as asked for with {@code --device}.
 *
 * <p>What is asked for is what is used: {@link Kind#CUDA} on a machine without a usable GPU is an
 * error, and only {@link Kind#AUTO} chooses.
 *
 * @param kind the sort of device
 * @param index the number of the GPU; 0 for the other kinds
 */
public record Device(Kind kind, int index) implements Serializable {
  public static final Device AUTO = new Device(Kind.AUTO, 0);
  public static final Device CPU = new Device(Kind.CPU, 0);

  private static final Pattern CUDA = Pattern.compile("cuda(?::([0-9]{1,3}))?");

  /** The sorts of device. */
  public enum Kind {
    /** The first GPU if one is usable, else the CPU. */
    AUTO,
    CPU,
    CUDA
  }

  public Device {
    if (index < 0 || (index > 0 && kind != Kind.CUDA)) {
      throw new IllegalArgumentException("no device " + kind + " with index " + index);
    }
  }

  /** Reads {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}. */
  public static Device parse(String text) {
    if (text.equals("auto")) {
      return AUTO;
    }
    if (text.equals("cpu")) {
      return CPU;
    }
    Matcher cuda = CUDA.matcher(text);
    if (!cuda.matches()) {
      throw new IllegalArgumentException(
          "device must be auto, cpu, cuda or cuda:N, not '" + text + "'");
    }
    return cuda(cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1)));
  }

  /** The GPU of this number. */
  public static Device cuda(int index) {
    return new Device(Kind.CUDA, index);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case AUTO -> "auto";
      case CPU -> "cpu";
      case CUDA -> "cuda:" + index;
    };
  }
}
