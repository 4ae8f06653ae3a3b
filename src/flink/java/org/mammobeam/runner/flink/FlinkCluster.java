package org.mammobeam.runner.flink;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.rest.messages.ClusterConfigurationInfoHeaders;
import org.apache.flink.runtime.rest.messages.ConfigurationInfoEntry;
import org.apache.flink.runtime.rest.messages.EmptyMessageParameters;
import org.apache.flink.runtime.rest.messages.EmptyRequestBody;
import org.apache.flink.runtime.rest.messages.job.JobDetailsInfo;
import org.apache.flink.runtime.rest.messages.taskmanager.TaskManagerInfo;
import org.apache.flink.runtime.rest.messages.taskmanager.TaskManagersHeaders;
import org.mammobeam.runner.PlacementException;

/** What a running cluster says of itself over its REST interface. */
final class FlinkCluster implements AutoCloseable {
  private static final long ANSWER_SECONDS = 30;

  /** Some seconds: a job manager that restarts is asked again by those who ask. */
  private static final int TRIES = 3;

  private static final long LOOK_MILLIS = 1000;

  private final RestClusterClient<StandaloneClusterId> client;
  private final String address;

  private FlinkCluster(RestClusterClient<StandaloneClusterId> client, String address) {
    this.client = client;
    this.address = address;
  }

  /** Says nothing to the cluster yet. */
  static FlinkCluster at(Configuration settings) throws PlacementException {
    Configuration asking = new Configuration(settings);
    asking.set(RestOptions.RETRY_MAX_ATTEMPTS, TRIES);
    String address = settings.get(RestOptions.ADDRESS) + ":" + settings.get(RestOptions.PORT);
    try {
      return new FlinkCluster(
          new RestClusterClient<>(asking, StandaloneClusterId.getInstance()), address);
    } catch (Exception e) {
      throw new PlacementException(
          "no client for the Flink cluster at " + address + ": " + e.getMessage(), e);
    }
  }

  /** Waits until there is a task manager, as they come after the job manager on some platforms. */
  void awaitTaskManager(Duration longest) throws PlacementException {
    Instant end = Instant.now().plus(longest);
    while (taskManagers().isEmpty() && Instant.now().isBefore(end)) {
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new PlacementException("interrupted while waiting for a task manager", e);
      }
    }
  }

  /** How much of an external resource all task managers offer together. */
  int slots(String resource) throws PlacementException {
    return taskManagers().stream().mapToInt(manager -> slots(manager, resource)).sum();
  }

  /** How much of an external resource one offers. */
  static int slots(TaskManagerInfo manager, String resource) {
    Map<String, Double> extended = manager.getTotalResource().getExtendedResources();
    return extended.getOrDefault(resource, 0.0).intValue();
  }

  Collection<TaskManagerInfo> taskManagers() throws PlacementException {
    return answer(
            client.sendRequest(
                TaskManagersHeaders.getInstance(),
                EmptyMessageParameters.getInstance(),
                EmptyRequestBody.getInstance()))
        .getTaskManagerInfos();
  }

  /** The settings that the job manager was started with. */
  Map<String, String> settings() throws PlacementException {
    return answer(
            client.sendRequest(
                ClusterConfigurationInfoHeaders.getInstance(),
                EmptyMessageParameters.getInstance(),
                EmptyRequestBody.getInstance()))
        .stream()
        .collect(
            Collectors.toMap(ConfigurationInfoEntry::getKey, ConfigurationInfoEntry::getValue));
  }

  /** How the tasks of a job are. */
  JobDetailsInfo details(JobID job) throws PlacementException {
    return answer(client.getJobDetails(job));
  }

  private <T> T answer(CompletableFuture<T> asked) throws PlacementException {
    try {
      return asked.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlacementException("interrupted while asking the Flink cluster", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new PlacementException(
          "no Flink cluster answers at " + address + " (" + reason(e) + "); is it running?", e);
    }
  }

  private static String reason(Exception e) {
    if (e instanceof TimeoutException) {
      return "nothing within " + ANSWER_SECONDS + " s";
    }
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  @Override
  public void close() {
    client.close();
  }
}
