package org.mammobeam.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What runners/dataflow holds beside code: the script, the template's description, the images. */
final class DataflowFilesTest {
  private static final Path FOLDER = Path.of("runners/dataflow");

  /** As the service documents a template's description. */
  private static final Set<String> TEMPLATE_KEYS =
      Set.of(
          "name",
          "description",
          "streaming",
          "supportsAtLeastOnce",
          "supportsExactlyOnce",
          "defaultStreamingMode",
          "parameters");

  private static final Set<String> PARAMETER_KEYS =
      Set.of("name", "label", "helpText", "isOptional", "regexes", "paramType");

  private static final Set<String> PARAMETER_TYPES =
      Set.of(
          "TEXT",
          "GCS_READ_BUCKET",
          "GCS_WRITE_BUCKET",
          "GCS_READ_FILE",
          "GCS_WRITE_FILE",
          "GCS_READ_FOLDER",
          "GCS_WRITE_FOLDER");

  /** Options that make no sense where a service starts the job. */
  private static final Set<String> NOT_IN_TEMPLATE =
      Set.of("help", "version", "placement", "gpu-wait", "gpu-slots", "detach");

  private static final Set<String> INSTRUCTIONS =
      Set.of("FROM", "ARG", "COPY", "ENV", "RUN", "SHELL");

  private static JsonNode metadata() throws IOException {
    return new ObjectMapper().readTree(Files.readString(FOLDER.resolve("metadata.json")));
  }

  private static Set<String> keys(JsonNode node) {
    Set<String> keys = new HashSet<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static Map<String, JsonNode> parameters() throws IOException {
    return StreamSupport.stream(metadata().get("parameters").spliterator(), false)
        .collect(
            Collectors.toMap(parameter -> parameter.get("name").asText(), parameter -> parameter));
  }

  @Test
  void theTemplateIsDescribedAsTheServiceDocumentsIt() throws IOException {
    assertTrue(TEMPLATE_KEYS.containsAll(keys(metadata())), keys(metadata())::toString);
    assertFalse(metadata().get("name").asText().isBlank());
    for (JsonNode parameter : parameters().values()) {
      assertTrue(PARAMETER_KEYS.containsAll(keys(parameter)), parameter::toString);
      for (String required : List.of("name", "label", "helpText")) {
        assertFalse(parameter.path(required).asText().isBlank(), parameter::toString);
      }
      assertTrue(PARAMETER_TYPES.contains(parameter.get("paramType").asText()));
      parameter.get("regexes").forEach(regex -> Pattern.compile(regex.asText()));
    }
  }

  @Test
  void everyOptionOfRunIsAParameterAndEveryParameterAnOption() throws IOException {
    Set<String> options = new TreeSet<>();
    CommandLine run =
        Optional.ofNullable(Mammobeam.commandLine().getSubcommands().get("run")).orElseThrow();
    run.getCommandSpec()
        .options()
        .forEach(option -> options.add(option.longestName().replaceFirst("^--", "")));
    options.removeAll(NOT_IN_TEMPLATE);
    options.add("sdkContainerImage");
    assertEquals(options, new TreeSet<>(parameters().keySet()));
    Set<String> required = new TreeSet<>();
    parameters()
        .forEach(
            (name, parameter) -> {
              if (!parameter.path("isOptional").asBoolean()) {
                required.add(name);
              }
            });
    assertEquals(Set.of("input", "output", "sdkContainerImage"), required);
  }

  private static boolean accepts(String parameter, String value) throws IOException {
    JsonNode described = Optional.ofNullable(parameters().get(parameter)).orElseThrow();
    for (JsonNode regex : described.get("regexes")) {
      if (!Pattern.matches(regex.asText(), value)) {
        return false;
      }
    }
    return true;
  }

  @Test
  void valuesAreCheckedBeforeAJobStarts() throws IOException {
    assertTrue(accepts("input", "gs://hospital/exams"));
    assertTrue(accepts("input", "gs://hospital"));
    assertFalse(accepts("input", "exams"));
    assertFalse(accepts("output", "gs://hospital"));
    assertFalse(accepts("output", "gs://hospital/a*"));
    assertTrue(accepts("stages", "crop,centers"));
    assertFalse(accepts("stages", "crop,all"));
    assertTrue(accepts("accelerator", "type:nvidia-l4;count:1;install-nvidia-driver"));
    assertTrue(
        accepts(
            "accelerator",
            "type:nvidia-l4;count:1;machine_type:g2-standard-8;install-nvidia-driver"));
    assertFalse(accepts("accelerator", "nvidia-l4"));
    assertTrue(accepts("sdkContainerImage", "europe-west4-docker.pkg.dev/p/r/mammobeam:0.1.0"));
    assertFalse(accepts("sdkContainerImage", "mammobeam"));
    assertTrue(accepts("max-megapixels", "1000"));
    assertFalse(accepts("max-megapixels", "0"));
  }

  /** The instructions of an image's definition, each in one line. */
  private static List<String> instructions(String file) throws IOException {
    String text = Files.readString(FOLDER.resolve("image").resolve(file));
    return Stream.of(text.replaceAll("(?m)^#.*\n", "").replace("\\\n", " ").split("\n"))
        .map(line -> line.strip().replaceAll("\\s+", " "))
        .filter(line -> !line.isEmpty())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Containerfile", "Containerfile.launcher"})
  void imagesAreDefinedWithCare(String file) throws IOException {
    boolean pipesFail = false;
    Set<String> arguments = new HashSet<>();
    for (String line : instructions(file)) {
      String[] words = line.split(" ", 2);
      assertTrue(INSTRUCTIONS.contains(words[0]), line);
      switch (words[0]) {
        case "ARG" -> {
          arguments.add(words[1].replaceFirst("=.*", ""));
          assertFalse(words[1].endsWith(":latest"), line);
        }
        case "FROM" -> {
          assertTrue(words[1].contains(":") || words[1].contains("${"), "no tag: " + line);
          assertFalse(words[1].endsWith(":latest"), line);
        }
        case "SHELL" -> pipesFail |= line.contains("pipefail");
        case "RUN" -> assertTrue(pipesFail || !line.contains(" | "), "a pipe may fail: " + line);
        default -> {}
      }
      var used = Pattern.compile("\\$\\{(\\w+)}").matcher(line);
      while (used.find()) {
        assertTrue(arguments.contains(used.group(1)), line);
      }
    }
  }

  @Test
  void theImageIsOfTheBeamThatTheProjectIsBuiltWith() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    var beam = Pattern.compile("<beam.version>(.*)</beam.version>").matcher(pom);
    var torch = Pattern.compile("<pytorch.version>(.*)</pytorch.version>").matcher(pom);
    assertTrue(beam.find() && torch.find());
    List<String> image = instructions("Containerfile");
    assertEquals("FROM apache/beam_java17_sdk:" + beam.group(1), image.get(0));
    assertTrue(
        image.stream().anyMatch(line -> line.contains("PYTORCH_VERSION=" + torch.group(1) + " ")));
  }

  private record Ended(int exit, String said) {}

  private static Ended submit(String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", FOLDER.resolve("submit.sh").toString()));
    command.addAll(Arrays.asList(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    return new Ended(process.exitValue(), said);
  }

  private static final String[] ENOUGH = {
    "--dry-run",
    "--project=p",
    "--region=europe-west4",
    "--tempLocation=gs://b/tmp",
    "--sdkContainerImage=i",
    "--input=gs://b/exams",
    "--output=gs://b/out"
  };

  @Test
  void theDryRunPrintsTheFullCommand() throws Exception {
    String[] options = Arrays.copyOf(ENOUGH, ENOUGH.length + 1);
    options[ENOUGH.length] = "--labels={\"team\":\"a b\"}";
    Ended ended = submit(options);
    assertEquals(0, ended.exit(), ended.said());
    List<String> commands =
        ended.said().lines().filter(line -> !line.startsWith("submit.sh: ")).toList();
    assertEquals(1, commands.size(), ended.said());
    assertTrue(commands.get(0).startsWith("env DJL_OFFLINE=true"), ended.said());
    for (String part :
        List.of(
            "org.mammobeam.cli.Mammobeam run --runner=DataflowRunner",
            "--experiments=use_runner_v2",
            "--project=p",
            "--sdkContainerImage=i",
            "--input=gs://b/exams",
            "a\\ b")) {
      assertTrue(ended.said().contains(part), part + " in " + ended.said());
    }
  }

  @Test
  void whatWouldFailAfterMinutesFailsAtOnce() throws Exception {
    for (int i = 1; i < ENOUGH.length; i++) {
      List<String> options = new ArrayList<>(Arrays.asList(ENOUGH));
      String missing = options.remove(i);
      Ended ended = submit(options.toArray(String[]::new));
      assertEquals(2, ended.exit(), ended.said());
      assertTrue(ended.said().contains(missing.replaceFirst("=.*", "")), ended.said());
    }
    for (String wrong : List.of("--models=models/demo", "--runner=DirectRunner")) {
      String[] options = Arrays.copyOf(ENOUGH, ENOUGH.length + 1);
      options[ENOUGH.length] = wrong;
      assertEquals(2, submit(options).exit(), wrong);
    }
  }
}
