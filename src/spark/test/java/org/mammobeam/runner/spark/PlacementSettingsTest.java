package org.mammobeam.runner.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.mammobeam.runner.PlacementException;

/** What Spark would ignore silently is asked for or set. */
final class PlacementSettingsTest {
  private static PlacementSettings settings(Map<String, String> others) {
    SparkConf conf = new SparkConf(false);
    Map<String, String> all = new TreeMap<>();
    all.put("spark.master", "spark://host:7077");
    all.put("spark.executor.cores", "2");
    all.put("spark.executor.resource.cpuslot.amount", "1");
    all.put("spark.task.resource.cpuslot.amount", "0.5");
    all.putAll(others);
    all.values().removeIf(String::isEmpty);
    all.forEach(conf::set);
    return new PlacementSettings(conf);
  }

  @Test
  void aClusterThatDeclaresItsWorkersIsCompleted() throws PlacementException {
    PlacementSettings settings = settings(Map.of());
    settings.check();
    settings.complete();
    assertEquals("true", settings.conf().get("spark.dynamicAllocation.enabled"));
    assertEquals("true", settings.conf().get("spark.dynamicAllocation.shuffleTracking.enabled"));
  }

  @Test
  void whatIsMissingIsNamed() {
    Map<String, String> missing = new TreeMap<>();
    missing.put("spark.executor.resource.cpuslot.amount", "");
    missing.put("spark.task.resource.cpuslot.amount", "");
    missing.put("spark.executor.cores", "");
    missing.put("spark.dynamicAllocation.enabled", "false");
    missing.put("spark.dynamicAllocation.shuffleTracking.enabled", "false");
    missing.forEach(
        (key, value) -> {
          PlacementException refused =
              assertThrows(
                  PlacementException.class, () -> settings(Map.of(key, value)).check(), key);
          assertTrue(String.valueOf(refused.getMessage()).contains(key), refused::toString);
        });
    PlacementException other =
        assertThrows(
            PlacementException.class, () -> settings(Map.of("spark.master", "yarn")).check());
    assertTrue(String.valueOf(other.getMessage()).contains("standalone"), other::toString);
  }
}
