package org.mammobeam.model.djl;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the native libraries under the engine read from the environment when they are loaded.
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
          // With AVX-512 oneDNN adds up in another order, and strays further from the reference; so
          // results do not depend on which of both a processor has.
          "ONEDNN_MAX_CPU_ISA", "AVX2",
          // Which fast paths libtorch does not have on a processor is nothing that users can mend.
          "TORCH_CPP_LOG_LEVEL", "ERROR",
          // cuDNN and cuBLAS would use 10 bits of mantissa for float32 on recent GPUs.
          "NVIDIA_TF32_OVERRIDE", "0",
          // Tensors in pages of 2 MB: the C library maps large ones anew each time, and clearing
          // them in pages of 4 KB takes up to a fifth of a run.
          "THP_MEM_ALLOC_ENABLE", "1");

  private NativeSettings() {}

  /** Call before the engine is loaded. */
  static void apply() {
    if (!Platform.isLinux()) {
      return;
    }
    try {
      Function setenv = NativeLibrary.getInstance("c").getFunction("setenv");
      ENVIRONMENT.forEach((name, value) -> setenv.invokeInt(new Object[] {name, value, 0}));
    } catch (UnsatisfiedLinkError e) {
      LOG.info("The C library takes no settings here; networks may run slower: {}", e.getMessage());
    }
  }
}
