package org.mammobeam.model.djl;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings of the native libraries under the engine that the engine has no option for.
 *
 * <p>Set from within, so that they hold in workers that somebody else starts.
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
          // cuDNN and cuBLAS would use 10 bits of mantissa for float32 on recent GPUs.
          "NVIDIA_TF32_OVERRIDE", "0",
          // Tensors in pages of 2 MB: the C library maps large ones anew each time, and clearing
          // them in pages of 4 KB takes up to a fifth of a run.
          "THP_MEM_ALLOC_ENABLE", "1");

  private static final Object[] NO_ARGUMENTS = {};

  private NativeSettings() {}

  /**
   * What they read from the environment when they are loaded: call before that. A variable that the
   * user has set stays as it is.
   */
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

  /**
   * Leaves out NNPACK, which libtorch has for small single images but never calls there: it only
   * warns, at each of their convolutions, on processors that NNPACK does not know. Call when the
   * engine is loaded.
   */
  static void withoutNnpack() {
    if (!Platform.isLinux()) {
      return;
    }
    try {
      // The same one that is loaded: the loader knows it by its name.
      NativeLibrary libtorch = NativeLibrary.getInstance("torch_cpu");
      Pointer context = libtorch.getFunction("_ZN2at13globalContextEv").invokePointer(NO_ARGUMENTS);
      libtorch
          .getFunction("_ZN2at7Context20setUserEnabledNNPACKEb")
          .invokeVoid(new Object[] {context, 0});
    } catch (UnsatisfiedLinkError e) {
      LOG.info("libtorch may warn about NNPACK, which does no harm: {}", e.getMessage());
    }
  }
}
