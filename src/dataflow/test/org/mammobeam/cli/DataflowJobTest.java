package org.mammobeam.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.dataflow.model.DataflowPackage;
import com.google.api.services.dataflow.model.ParameterMetadata;
import com.google.api.services.dataflow.model.TemplateMetadata;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.model.pipeline.v1.RunnerApi.Components;
import org.apache.beam.model.pipeline.v1.RunnerApi.Environment;
import org.apache.beam.model.pipeline.v1.RunnerApi.PTransform;
import org.apache.beam.model.pipeline.v1.RunnerApi.Pipeline;
import org.apache.beam.runners.dataflow.util.PackageUtil.StagedFile;
import org.apache.beam.runners.dataflow.util.Stager;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mammobeam.gcs.GcsStub;
import picocli.CommandLine;

/** The job that Dataflow is asked for, as its runner writes it when it does not submit it. */
final class DataflowJobTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String IMAGE = "europe-west4-docker.pkg.dev/hospital/images/mammobeam:0.1.0";
  private static final String ACCELERATOR = "beam:resources:accelerator:v1";
  private static final String MEMORY = "beam:resources:min_ram_bytes:v1";
  private static final String L4 = "type:nvidia-l4;count:1;install-nvidia-driver";
  private static final Set<String> GPU =
      Set.of("heatmaps", "classify-image", "classify-image-heatmaps");

  @TempDir Path folder;
  private GcsStub gcs;
  private final StringWriter printed = new StringWriter();

  /** Keeps what would be uploaded. */
  public static final class KeepingStager implements Stager {
    static final ConcurrentHashMap<String, byte[]> STAGED = new ConcurrentHashMap<>();

    public static KeepingStager fromOptions(PipelineOptions options) {
      return new KeepingStager();
    }

    @Override
    public List<DataflowPackage> stageFiles(List<StagedFile> files) {
      return List.of();
    }

    @Override
    public DataflowPackage stageToFile(byte[] bytes, String name) {
      STAGED.put(name, bytes);
      return new DataflowPackage().setName(name).setLocation("gs://hospital/tmp/" + name);
    }
  }

  @BeforeEach
  void start() throws IOException {
    gcs = GcsStub.start();
    RemoteRuns.prepare(folder);
    gcs.objects().upload(folder.resolve("models"), "hospital", "models");
  }

  @AfterEach
  void stop() {
    gcs.close();
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  private JsonNode job(String... more) throws IOException {
    Path written = folder.resolve("job.json");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--runner=DataflowRunner",
                "--input=gs://hospital/exams",
                "--models=gs://hospital/models",
                "--output=gs://hospital/out",
                "--project=hospital",
                "--region=europe-west4",
                "--tempLocation=gs://hospital/tmp",
                "--sdkContainerImage=" + IMAGE,
                "--filesToStage=" + folder.resolve("quick.yaml"),
                "--stagerClass=" + KeepingStager.class.getName(),
                "--pathValidatorClass="
                    + "org.apache.beam.sdk.extensions.gcp.storage.NoopPathValidator",
                "--templateLocation=" + written));
    arguments.addAll(gcs.options());
    arguments.addAll(List.of(more));
    KeepingStager.STAGED.clear();
    CommandLine program = Mammobeam.commandLine();
    program.setOut(new PrintWriter(printed, true));
    program.setErr(new PrintWriter(printed, true));
    assertEquals(0, program.execute(arguments.toArray(String[]::new)), printed::toString);
    return JSON.readTree(Files.readString(written));
  }

  private static Components components() throws IOException {
    for (var staged : KeepingStager.STAGED.entrySet()) {
      if (staged.getKey().startsWith("pipeline")) {
        return Pipeline.parseFrom(staged.getValue()).getComponents();
      }
    }
    throw new AssertionError("no pipeline was staged: " + KeepingStager.STAGED.keySet());
  }

  private static String hint(Environment environment, String urn) {
    return environment.containsResourceHints(urn)
        ? environment.getResourceHintsOrThrow(urn).toStringUtf8()
        : "";
  }

  @Test
  void onlyStagesWithNetworksAskForGpus() throws IOException {
    JsonNode job = job("--accelerator=" + L4);
    Components components = components();
    Set<String> stages = new TreeSet<>();
    for (PTransform transform : components.getTransformsMap().values()) {
      if (transform.getEnvironmentId().isEmpty()) {
        continue;
      }
      Environment environment = components.getEnvironmentsOrThrow(transform.getEnvironmentId());
      List<String> path = List.of(transform.getUniqueName().split("/"));
      boolean gpu = path.stream().anyMatch(GPU::contains);
      path.stream().filter(GPU::contains).forEach(stages::add);
      assertEquals(gpu ? L4 : "", hint(environment, ACCELERATOR), transform.getUniqueName());
      assertEquals(!gpu, hint(environment, MEMORY).isEmpty(), transform.getUniqueName());
    }
    assertEquals(GPU, stages);
    JsonNode images = job.at("/environment/workerPools/0/sdkHarnessContainerImages");
    assertEquals(2, images.size(), images::toString);
    images.forEach(image -> assertEquals(IMAGE, image.get("containerImage").asText()));
  }

  @Test
  void withoutGpusThereIsOneKindOfWorker() throws IOException {
    JsonNode job = job("--device=cpu");
    assertEquals(1, job.at("/environment/workerPools/0/sdkHarnessContainerImages").size());
    for (Environment environment : components().getEnvironmentsMap().values()) {
      assertEquals("", hint(environment, ACCELERATOR));
    }
  }

  @Test
  void itRunsOnRunnerV2AndOptionsArePassedOn() throws IOException {
    JsonNode job =
        job("--maxNumWorkers=7", "--jobName=screening", "--serviceAccount=w@hospital.example");
    Set<String> experiments = new TreeSet<>();
    job.at("/environment/experiments").forEach(node -> experiments.add(node.asText()));
    assertTrue(experiments.contains("use_runner_v2"), experiments::toString);
    assertTrue(experiments.contains("use_unified_worker"), experiments::toString);
    assertEquals("screening", job.get("name").asText());
    assertEquals(7, job.at("/environment/workerPools/0/autoscalingSettings/maxNumWorkers").asInt());
    assertEquals("w@hospital.example", job.at("/environment/serviceAccountEmail").asText());
  }

  @Test
  void theTemplatesDescriptionIsOfTheServicesOwnSchema() throws IOException {
    TemplateMetadata template =
        GsonFactory.getDefaultInstance()
            .fromString(
                Files.readString(Path.of("runners/dataflow/metadata.json")),
                TemplateMetadata.class);
    assertEquals(Set.of(), template.getUnknownKeys().keySet());
    assertEquals("mammobeam", template.getName());
    for (ParameterMetadata parameter : template.getParameters()) {
      assertEquals(Set.of(), parameter.getUnknownKeys().keySet(), parameter.getName());
    }
  }

  @Test
  void elementsHoldReferencesAndNoModels() throws IOException {
    job();
    for (byte[] staged : KeepingStager.STAGED.values()) {
      assertTrue(staged.length < 2_000_000, "a specification of " + staged.length + " bytes");
      assertFalse(new String(staged, UTF_8).contains("PK\u0003\u0004"), "an archive is inside");
    }
    assertEquals(1, gcs.objects().names("hospital", "out/runs/").size());
  }
}
