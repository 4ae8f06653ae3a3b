package org.mammobeam.model.djl;

import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * OpenMP threads of single Java threads.
 *
 * <p>The engine has one number for all its threads. OpenMP itself keeps one per thread that starts
 * loops, which lets four-view networks use several cores while patch networks, beside them, use one
 * core per lane.
 */
final class OmpThreads {
  private static final Logger LOG = LoggerFactory.getLogger(OmpThreads.class);

  private OmpThreads() {}

  /** How many threads a loop may use at most without harm to other threads of the machine. */
  static int limit(int wanted) {
    String policy = System.getenv("OMP_WAIT_POLICY");
    if (wanted > 1 && policy != null && !policy.toLowerCase(Locale.ROOT).equals("passive")) {
      LOG.info(
          "OMP_WAIT_POLICY is {}: its waiting threads would take the cores of others, so networks"
              + " use one thread each; unset it or set it to passive",
          policy);
      return 1;
    }
    return wanted;
  }

  /** Sets the number of threads for loops that the calling thread starts. */
  static void use(int threads, Path libraries) {
    // Asks first: the engine sets its own number when a thread comes to it for the first time.
    if (JniUtils.getNumThreads() == threads) {
      return;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(libraries, "libgomp*.so*")) {
      for (Path gomp : found) {
        NativeLibrary.getInstance(gomp.toString())
            .getFunction("omp_set_num_threads")
            .invokeVoid(new Object[] {threads});
        return;
      }
    } catch (IOException | UnsatisfiedLinkError e) {
      LOG.info("Four-view networks use one thread: {}", e.getMessage());
    }
  }
}
