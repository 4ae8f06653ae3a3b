package org.mammobeam.codec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads which tensors the modules of a TorchScript archive have, without their values. */
public final class TorchModules {
  private static final PickleLimits LIMITS = new PickleLimits(1 << 20, 100_000, 64);
  private static final Pattern MODULE_CLASS =
      Pattern.compile("c(__torch__[A-Za-z0-9_.]*)\n([A-Za-z0-9_]+)\n");

  private TorchModules() {}

  /**
   * Reads the pickle of an archive's modules.
   *
   * @param pickle the archive's entry {@code data.pkl}
   * @return the tensors by their path of attributes, such as {@code blocks.0.conv.weight}
   */
  public static Map<String, TorchTensor> read(byte[] pickle)
      throws IOException, MalformedDataException {
    TorchObjects objects = new TorchObjects();
    Map<String, PickleConstructor> constructors = new HashMap<>(objects.constructors());
    Matcher matcher = MODULE_CLASS.matcher(new String(pickle, StandardCharsets.ISO_8859_1));
    while (matcher.find()) {
      constructors.put(matcher.group(1) + " " + matcher.group(2), new Module());
    }
    PickleReader reader =
        new PickleReader(new ByteArrayInputStream(pickle), LIMITS, constructors, objects::storage);
    Map<String, TorchTensor> tensors = new LinkedHashMap<>();
    collect("", reader.next(), tensors);
    return tensors;
  }

  // The reader has made sure that this ends.
  private static void collect(
      String path, @Nullable Object value, Map<String, TorchTensor> tensors) {
    if (value instanceof TorchTensor tensor) {
      tensors.put(path, tensor);
    } else if (value instanceof Map<?, ?> attributes) {
      attributes.forEach(
          (name, item) -> collect(path.isEmpty() ? "" + name : path + "." + name, item, tensors));
    }
  }

  /** A module as the dict of its attributes. */
  private static final class Module implements PickleConstructor {
    @Override
    public Object construct(List<@Nullable Object> arguments) {
      return new LinkedHashMap<Object, @Nullable Object>();
    }

    @Override
    @SuppressWarnings("unchecked") // what construct made
    public void setState(Object made, @Nullable Object state) throws MalformedDataException {
      if (!(state instanceof Map<?, ?> attributes)) {
        throw new MalformedDataException("a module whose attributes are no dict");
      }
      ((Map<Object, @Nullable Object>) made).putAll(attributes);
    }
  }
}
