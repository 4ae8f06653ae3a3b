package org.mammobeam.model.djl;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the C libraries under the engine must know before they are loaded.
 *
 * <p>Set from within, so that it holds in workers that somebody else starts. A variable that the
 * user has set stays as it is.
 */
final class NativeSettings {
  private static final Logger LOG = LoggerFactory.getLogger(NativeSettings.class);

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          // Threads that wait for the next parallel loop sleep: spinning takes the cores of others.
          "OMP_WAIT_POLICY", "passive",
          // cuDNN and cuBLAS would use 10 bits of mantissa for float32 on recent GPUs.
          "NVIDIA_TF32_OVERRIDE", "0");

  /** malloc.h: M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_MAX. */
  private static final int TRIM_THRESHOLD = -1;

  private static final int TOP_PAD = -2;
  private static final int MMAP_MAX = -4;

  private NativeSettings() {}

  /** Call before the engine is loaded. */
  static void apply() {
    if (!Platform.isLinux()) {
      return;
    }
    try {
      NativeLibrary c = NativeLibrary.getInstance("c");
      Function setenv = c.getFunction("setenv");
      ENVIRONMENT.forEach((name, value) -> setenv.invokeInt(new Object[] {name, value, 0}));
      if (System.getenv("MALLOC_MMAP_MAX_") == null) {
        keepFreedMemory(c.getFunction("mallopt"));
      }
    } catch (UnsatisfiedLinkError e) {
      LOG.info("The C library takes no settings here; networks may run slower: {}", e.getMessage());
    }
  }

  /**
   * A network's tensors are tens of megabytes: by default glibc maps each anew and gives it back at
   * once, and the kernel fills them all with zeros again and again.
   */
  private static void keepFreedMemory(Function mallopt) {
    mallopt.invokeInt(new Object[] {MMAP_MAX, 0});
    mallopt.invokeInt(new Object[] {TRIM_THRESHOLD, 1 << 30});
    mallopt.invokeInt(new Object[] {TOP_PAD, 64 << 20});
  }
}
