package org.mammobeam.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An HDFS of real servers, in a process of its own, which is told what to do. */
final class HdfsProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final PrintWriter commands;
  private String uri = "";

  private HdfsProcess(Process process) {
    this.process = process;
    this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    this.commands = new PrintWriter(process.outputWriter(UTF_8), true);
  }

  /**
   * Starts the servers; who asks where they are waits until they are there.
   *
   * @param classPath file with the class path of Hadoop's servers
   * @param folder for their files
   */
  static HdfsProcess start(Path classPath, Path folder) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx700m",
            // They live for minutes.
            "-XX:TieredStopAtLevel=1",
            "-cp",
            Files.readString(classPath).strip(),
            "src/hdfs/HdfsCluster.java",
            folder.toString());
    return new HdfsProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** Address of the file system, without a slash at the end. */
  String uri() throws IOException {
    if (uri.isEmpty()) {
      uri = answer("hdfs ");
    }
    return uri;
  }

  /** Options by which Beam finds it. */
  List<String> options() throws IOException {
    return List.of(
        "--hdfsConfiguration=[{\"fs.defaultFS\":\""
            + uri()
            + "\",\"dfs.replication\":\"2\",\"dfs.client.socket-timeout\":\"10000\"}]");
  }

  /** Has something done, and waits for it. */
  void tell(String command) throws IOException {
    commands.println(command);
    answer("done " + command);
  }

  /** The rest of the next line that begins like this. */
  private String answer(String begin) throws IOException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith(begin)) {
        return line.substring(begin.length());
      }
    }
    throw new IOException("the servers have ended");
  }

  @Override
  public void close() {
    // Whoever deletes its files must not meet it at work.
    process.destroyForcibly().onExit().join();
  }
}
