package org.mammobeam.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What pickles of torch may call and refer to: tensors, storages and ordered dicts, no more. */
final class TorchObjects {
  /** Room for networks four times as large as the known ones. */
  private static final long MAX_STORAGE_BYTES = 1L << 27;

  private static final long MAX_BYTES = 1L << 29;

  private final Map<String, TorchStorage> storages = new LinkedHashMap<>();
  private long bytes;

  /** The storages that were referred to, by key, in the order of their first use. */
  Map<String, TorchStorage> storages() {
    return storages;
  }

  /** The fixed list of what may be named. */
  Map<String, PickleConstructor> constructors() {
    Map<String, PickleConstructor> constructors = new LinkedHashMap<>();
    for (TorchType type : TorchType.values()) {
      constructors.put(type.global(), TorchObjects::refuseToMakeStorage);
    }
    constructors.put("collections OrderedDict", new OrderedDict());
    constructors.put("torch._utils _rebuild_tensor", TorchObjects::tensor);
    constructors.put("torch._utils _rebuild_tensor_v2", TorchObjects::tensor);
    constructors.put("torch._utils _rebuild_parameter", TorchObjects::parameter);
    return constructors;
  }

  /** Reads {@code ('storage', type, key, location, count)}; the location does not matter. */
  TorchStorage storage(@Nullable Object id) throws MalformedDataException {
    if (!(id instanceof PickleTuple tuple)
        || tuple.items().size() < 5
        || !"storage".equals(tuple.items().get(0))
        || !(tuple.items().get(1) instanceof PickleGlobal global)
        || !(tuple.items().get(2) instanceof String key)
        || !(tuple.items().get(4) instanceof Long count)) {
      throw new MalformedDataException("a reference that is not to a storage of numbers");
    }
    if (tuple.items().size() > 5 && tuple.items().get(5) != null) {
      throw new MalformedDataException("storage " + shown(key) + " is a view of another");
    }
    TorchType type = TorchType.of(global);
    TorchStorage known = storages.get(key);
    if (known != null) {
      if (known.type() != type || known.count() != count) {
        throw new MalformedDataException("storage " + shown(key) + " has two descriptions");
      }
      return known;
    }
    TorchStorage storage = new TorchStorage(key, type, checkedCount(key, type, count));
    storages.put(key, storage);
    return storage;
  }

  private long checkedCount(String key, TorchType type, long count) throws MalformedDataException {
    if (count < 0 || count > MAX_STORAGE_BYTES / type.bytes()) {
      throw new MalformedDataException(
          "storage " + shown(key) + " of " + count + " numbers is no weight of a known network");
    }
    bytes += count * type.bytes();
    if (bytes > MAX_BYTES) {
      throw new MalformedDataException("more than " + MAX_BYTES + " bytes of weights");
    }
    return count;
  }

  private static Object refuseToMakeStorage(List<@Nullable Object> arguments)
      throws MalformedDataException {
    throw new MalformedDataException("the pickle makes a storage by itself");
  }

  private static Object tensor(List<@Nullable Object> arguments) throws MalformedDataException {
    if (arguments.size() < 4
        || !(arguments.get(0) instanceof TorchStorage storage)
        || !(arguments.get(1) instanceof Long offset)) {
      throw new MalformedDataException("a tensor without storage and offset");
    }
    List<Integer> shape = sizes(arguments.get(2));
    List<Integer> strides = sizes(arguments.get(3));
    if (shape.size() != strides.size()) {
      throw new MalformedDataException("a tensor of shape " + shape + " with strides " + strides);
    }
    checkInside(storage, offset, shape, strides);
    return new TorchTensor(storage, Math.toIntExact(offset), shape, strides);
  }

  // Values may lie in any order and be shared, but never outside, nor more often than the storage
  // is long: a few bytes must not unfold to gigabytes.
  private static void checkInside(
      TorchStorage storage, long offset, List<Integer> shape, List<Integer> strides)
      throws MalformedDataException {
    long values = 1;
    long last = offset;
    for (int axis = 0; axis < shape.size(); axis++) {
      values = Math.min(Long.MAX_VALUE >> 32, values) * shape.get(axis);
      last += (shape.get(axis) - 1L) * strides.get(axis);
    }
    if (offset < 0
        || offset > storage.count()
        || values > storage.count()
        || (values > 0 && last >= storage.count())) {
      throw new MalformedDataException(
          "a tensor of shape %s lies outside of storage %s of %d numbers"
              .formatted(shape, shown(storage.key()), storage.count()));
    }
  }

  private static List<Integer> sizes(@Nullable Object value) throws MalformedDataException {
    List<Integer> sizes = new ArrayList<>();
    if (!(value instanceof PickleTuple tuple) || tuple.items().size() > 8) {
      throw new MalformedDataException("a tensor whose shape or strides are no short tuple");
    }
    for (Object item : tuple.items()) {
      if (!(item instanceof Long size) || size < 0 || size > MAX_STORAGE_BYTES) {
        throw new MalformedDataException("a tensor with " + item + " in its shape or strides");
      }
      sizes.add(size.intValue());
    }
    return sizes;
  }

  private static Object parameter(List<@Nullable Object> arguments) throws MalformedDataException {
    if (arguments.isEmpty() || !(arguments.get(0) instanceof TorchTensor tensor)) {
      throw new MalformedDataException("a parameter that is no tensor");
    }
    return tensor;
  }

  /** Text of a file as it may appear in a message. */
  static String shown(String text) {
    String plain = text.replaceAll("[^ -~]", "?");
    return "'" + (plain.length() > 100 ? plain.substring(0, 100) + "..." : plain) + "'";
  }

  /** A dict; what torch keeps beside its items (versions of modules) does not matter. */
  private static final class OrderedDict implements PickleConstructor {
    @Override
    public Object construct(List<@Nullable Object> arguments) throws MalformedDataException {
      Map<Object, @Nullable Object> dict = new LinkedHashMap<>();
      if (arguments.size() > 1) {
        throw new MalformedDataException("an OrderedDict of " + arguments.size() + " arguments");
      }
      if (!arguments.isEmpty()) {
        putAll(dict, arguments.get(0));
      }
      return dict;
    }

    // Protocols 0 and 1 of Python 2 hand over a list of pairs.
    private static void putAll(Map<Object, @Nullable Object> dict, @Nullable Object pairs)
        throws MalformedDataException {
      if (!(pairs instanceof List<?> list)) {
        throw new MalformedDataException("an OrderedDict of something that is no list");
      }
      for (Object pair : list) {
        List<?> items = pair instanceof PickleTuple tuple ? tuple.items() : List.of();
        items = pair instanceof List<?> inner ? inner : items;
        if (items.size() != 2 || !(items.get(0) instanceof String key)) {
          throw new MalformedDataException("an OrderedDict of something other than named pairs");
        }
        dict.put(key, items.get(1));
      }
    }

    @Override
    public void setState(Object made, @Nullable Object state) throws MalformedDataException {
      if (!(state instanceof Map)) {
        throw new MalformedDataException("an OrderedDict with a state that is no dict");
      }
    }
  }
}
