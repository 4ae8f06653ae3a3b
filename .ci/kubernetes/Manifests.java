import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.kubernetes.client.openapi.JSON;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;

/**
 * Holds every document of YAML files against the class that is generated for its kind from
 * Kubernetes' own OpenAPI description: unknown fields, missing ones and wrong types are refused.
 */
final class Manifests {
  private static final Set<String> VERSIONS = Set.of("v1", "apps/v1", "batch/v1");

  public static void main(String[] files) throws Exception {
    int refused = 0;
    for (String file : files) {
      try (InputStream in = Files.newInputStream(Path.of(file))) {
        for (Object document : new Yaml().loadAll(in)) {
          Map<?, ?> object = (Map<?, ?>) document;
          String name = file + ": " + object.get("kind");
          try {
            check(object);
            System.out.println("ok   " + name);
          } catch (InvocationTargetException | RuntimeException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            System.out.println("FAIL " + name + ": " + reason.getMessage());
            refused++;
          }
        }
      }
    }
    System.exit(refused == 0 ? 0 : 1);
  }

  private static void check(Map<?, ?> object) throws Exception {
    if (!VERSIONS.contains(object.get("apiVersion"))) {
      throw new IllegalArgumentException("apiVersion " + object.get("apiVersion"));
    }
    Class<?> type = Class.forName("io.kubernetes.client.openapi.models.V1" + object.get("kind"));
    JsonElement json = new Gson().toJsonTree(object);
    type.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
    // Numbers, quantities and times are read as their types.
    JSON.getGson().fromJson(json, type);
  }
}
