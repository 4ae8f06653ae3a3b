package org.mammobeam.artifact;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.mammobeam.image.GrayImage;

/**
 * Builds a {@link Fingerprint} from values, in order.
 *
 * <p>Each value goes in with its type and its length, so that two different sequences of values
 * never feed the digest the same bytes. Nothing depends on class names, locale or hash order.
 */
public final class Fingerprinter {
  private static final int CHUNK_BYTES = 1 << 16;

  private final MessageDigest digest = Sha256.start();

  /**
   * Adds a text, whole number, truth value, enum constant, fingerprint, list of such, or a record:
   * its components by name.
   */
  public Fingerprinter add(Object value) {
    if (value instanceof Fingerprint fingerprint) {
      return text('F', fingerprint.hex());
    }
    if (value instanceof String string) {
      return text('S', string);
    }
    if (value instanceof Integer || value instanceof Long) {
      return text('I', value.toString());
    }
    if (value instanceof Boolean) {
      return text('T', value.toString());
    }
    if (value instanceof Enum<?> constant) {
      return text('E', constant.name());
    }
    if (value instanceof List<?> list) {
      header('L', list.size());
      list.forEach(this::add);
      return this;
    }
    if (value instanceof Record recordValue) {
      return addComponents(recordValue);
    }
    throw new IllegalArgumentException("no canonical bytes for " + value.getClass());
  }

  /** Adds bytes as they are. */
  public Fingerprinter add(byte[] bytes) {
    header('B', bytes.length);
    digest.update(bytes);
    return this;
  }

  /** Adds an image: its shape and its values, widened to 16 bits, little-endian in raster order. */
  public Fingerprinter add(GrayImage image) {
    short[] pixels = image.pixels();
    header('P', image.height());
    header('P', image.width());
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int start = 0; start < pixels.length; start += CHUNK_BYTES / Short.BYTES) {
      int count = Math.min(CHUNK_BYTES / Short.BYTES, pixels.length - start);
      chunk.asShortBuffer().put(pixels, start, count);
      digest.update(chunk.array(), 0, count * Short.BYTES);
    }
    return this;
  }

  /** Adds floats, little-endian. */
  public Fingerprinter add(float[] values) {
    header('f', values.length);
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int start = 0; start < values.length; start += CHUNK_BYTES / Float.BYTES) {
      int count = Math.min(CHUNK_BYTES / Float.BYTES, values.length - start);
      chunk.asFloatBuffer().put(values, start, count);
      digest.update(chunk.array(), 0, count * Float.BYTES);
    }
    return this;
  }

  /** Adds whole numbers, little-endian. */
  public Fingerprinter add(int[] values) {
    header('i', values.length);
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int start = 0; start < values.length; start += CHUNK_BYTES / Integer.BYTES) {
      int count = Math.min(CHUNK_BYTES / Integer.BYTES, values.length - start);
      chunk.asIntBuffer().put(values, start, count);
      digest.update(chunk.array(), 0, count * Integer.BYTES);
    }
    return this;
  }

  /** The fingerprint of all that was added; ends the use of this object. */
  public Fingerprint finish() {
    return Sha256.finish(digest);
  }

  private Fingerprinter addComponents(Record value) {
    RecordComponent[] components = value.getClass().getRecordComponents();
    AccessibleObject.setAccessible(accessors(components), true);
    header('R', components.length);
    for (RecordComponent component : components) {
      add(component.getName());
      try {
        add(component.getAccessor().invoke(value));
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException("cannot read " + component, e);
      }
    }
    return this;
  }

  private static AccessibleObject[] accessors(RecordComponent[] components) {
    AccessibleObject[] accessors = new AccessibleObject[components.length];
    for (int i = 0; i < components.length; i++) {
      accessors[i] = components[i].getAccessor();
    }
    return accessors;
  }

  private Fingerprinter text(char type, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    header(type, bytes.length);
    digest.update(bytes);
    return this;
  }

  private void header(char type, int length) {
    digest.update((byte) type);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
  }
}
