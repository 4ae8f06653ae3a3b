package org.mammobeam.model.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class TorchEngineTest {
  @Test
  void aGpuWithoutACudaBuildIsAnObstacleWithAdvice() {
    String obstacle = TorchEngine.obstacle(0, false, 1);
    assertTrue(obstacle.contains("PYTORCH_FLAVOR=cu128"), obstacle);
  }

  @Test
  void aGpuOfAnotherNumberIsAnObstacle() {
    assertEquals("there are 2 GPU(s), numbered from 0", TorchEngine.obstacle(2, true, 2));
    assertEquals("", TorchEngine.obstacle(1, true, 2));
  }

  @Test
  void withoutAGpuTheReasonsToLookForAreNamed() {
    assertTrue(TorchEngine.obstacle(0, true, 0).contains("CUDA_VISIBLE_DEVICES"));
  }

  @Test
  void aFolderThatCannotBeWrittenTellsWhatToSet() {
    String advice =
        TorchEngine.advice(
            new IllegalStateException("failed", new AccessDeniedException("/home/x/.djl.ai")),
            Path.of("/home/x/.djl.ai"));
    assertTrue(advice.contains("/home/x/.djl.ai; set DJL_CACHE_DIR"), advice);
  }

  @Test
  void librariesOfAnotherClassLoaderTellWhereToPutThem() {
    String advice =
        TorchEngine.advice(
            new UnsatisfiedLinkError("libtorch.so already loaded in another classloader"),
            Path.of("x"));
    assertTrue(advice.contains("parent-first-patterns"), advice);
  }

  @Test
  void libtorchDoesNotAskForNnpack() throws IOException {
    TorchEngine.start();
    NativeLibrary libtorch = NativeLibrary.getInstance("torch_cpu");
    Pointer context = libtorch.getFunction("_ZN2at13globalContextEv").invokePointer(new Object[0]);
    Function enabled = libtorch.getFunction("_ZNK2at7Context17userEnabledNNPACKEv");
    // A bool: of the register only the lowest byte is defined.
    assertEquals(0, enabled.invokeInt(new Object[] {context}) & 0xff);
  }
}
