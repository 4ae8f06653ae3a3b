package org.mammobeam.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeviceTest {
  @ParameterizedTest
  @ValueSource(strings = {"auto", "cpu", "cuda:0", "cuda:7"})
  void devicesReadAsTheyAreWritten(String text) {
    assertEquals(text, Device.parse(text).toString());
  }

  @Test
  void cudaWithoutANumberIsTheFirstGpu() {
    assertEquals(Device.cuda(0), Device.parse("cuda"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "CPU", "cuda:", "cuda:-1", "cuda:x", "cuda:1234", "cpu:0"})
  void anythingElseIsRefusedAndNamed(String text) {
    String refusal =
        assertThrows(IllegalArgumentException.class, () -> Device.parse(text)).toString();
    assertTrue(refusal.contains("'" + text + "'"), refusal);
  }

  @Test
  void precisionsReadAsTheyAreWritten() {
    for (Precision precision : Precision.values()) {
      assertEquals(precision, Precision.parse(precision.label()));
    }
    assertThrows(IllegalArgumentException.class, () -> Precision.parse("float64"));
  }
}
