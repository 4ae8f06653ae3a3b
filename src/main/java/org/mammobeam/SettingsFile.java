package org.mammobeam;

import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads {@link Settings} from YAML: keys are the names of the records' components in small letters
 * with dashes, what is left out keeps its default, and anything else is refused with its place.
 */
public final class SettingsFile {
  private final String file;

  private SettingsFile(String file) {
    this.file = file;
  }

  /**
   * Reads settings.
   *
   * @param file its name, for messages
   * @throws IllegalArgumentException naming file, line, key and what is allowed
   */
  public static Settings read(String file, InputStream in) {
    LoadSettings yaml = LoadSettings.builder().setLabel(file).setAllowDuplicateKeys(false).build();
    try {
      return new Compose(yaml)
          .composeInputStream(in)
          .map(root -> new SettingsFile(file).bind(root, Settings.DEFAULT, "settings"))
          .orElse(Settings.DEFAULT);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(file + " is no sound YAML: " + e.getMessage(), e);
    }
  }

  private <R extends Record> R bind(Node node, R defaults, String key) {
    if (!(node instanceof MappingNode mapping)) {
      throw fault(node, key, "settings below it, each as 'name: value'");
    }
    RecordComponent[] components = defaults.getClass().getRecordComponents();
    Map<String, RecordComponent> byKey = new HashMap<>();
    for (RecordComponent component : components) {
      byKey.put(dashed(component.getName()), component);
    }
    Map<String, Object> values = new HashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String name = text(tuple.getKeyNode(), key);
      RecordComponent component = byKey.get(name);
      if (component == null) {
        String known =
            Arrays.stream(components)
                .map(c -> dashed(c.getName()))
                .collect(Collectors.joining(", "));
        throw fault(tuple.getKeyNode(), name, "no such setting; there are " + known);
      }
      Object before = component(component, defaults);
      Object value = value(tuple.getValueNode(), component, before, name);
      if (values.put(component.getName(), value) != null) {
        throw fault(tuple.getKeyNode(), name, "set twice");
      }
    }
    return construct(node, defaults, values, key);
  }

  private Object value(Node node, RecordComponent component, Object before, String key) {
    Class<?> type = component.getType();
    if (before instanceof Record nested) {
      return bind(node, nested, key);
    }
    if (type == List.class && component.getGenericType() instanceof ParameterizedType) {
      return texts(node, key);
    }
    String text = text(node, key);
    if (type == int.class) {
      try {
        return Integer.valueOf(text);
      } catch (NumberFormatException e) {
        throw fault(node, key, "a whole number, not '" + text + "'");
      }
    }
    if (before instanceof Enum<?> constant) {
      return constant(node, constant.getDeclaringClass(), text, key);
    }
    throw new IllegalStateException("settings of type " + type + " cannot be read");
  }

  private Object constant(Node node, Class<?> type, String text, String key) {
    List<String> allowed = new ArrayList<>();
    for (Object constant : type.getEnumConstants()) {
      String name = ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (name.equals(text)) {
        return constant;
      }
      allowed.add(name);
    }
    throw fault(node, key, "one of " + String.join(", ", allowed) + ", not '" + text + "'");
  }

  private List<String> texts(Node node, String key) {
    if (!(node instanceof SequenceNode sequence)) {
      throw fault(node, key, "a list, such as [a, b]");
    }
    return sequence.getValue().stream().map(item -> text(item, key)).toList();
  }

  private String text(Node node, String key) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw fault(node, key, "one value");
  }

  private <R extends Record> R construct(
      Node node, R defaults, Map<String, Object> values, String key) {
    RecordComponent[] components = defaults.getClass().getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] arguments =
        Arrays.stream(components)
            .map(c -> values.getOrDefault(c.getName(), component(c, defaults)))
            .toArray();
    try {
      @SuppressWarnings("unchecked") // the class of R's instance
      Constructor<R> constructor =
          (Constructor<R>) defaults.getClass().getDeclaredConstructor(types);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      throw fault(node, key, cause == null ? e.toString() : String.valueOf(cause.getMessage()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object component(RecordComponent component, Record of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private IllegalArgumentException fault(Node node, String key, String wanted) {
    int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    return new IllegalArgumentException("%s, line %d, %s: %s".formatted(file, line, key, wanted));
  }

  private static String dashed(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
