package org.mammobeam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ScreeningArgumentsTest {
  private final ScreeningArguments arguments = new ScreeningArguments();

  @Test
  void aWatchedBundleIsFoundFromAnyFolder() throws UsageException {
    arguments.models = "models/demo";
    assertEquals(
        Path.of("models/demo").toAbsolutePath().toString(), arguments.modelsFolder().uri());
  }

  @Test
  void aStreamNeedsABundle() {
    assertThrows(UsageException.class, arguments::modelsFolder);
  }
}
