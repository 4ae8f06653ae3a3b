package org.mammobeam.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** The program as users start it. */
final class Program {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Runs a command and forgets what the one before said. */
  int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine program = Mammobeam.commandLine();
    program.setOut(new PrintWriter(out, true));
    program.setErr(new PrintWriter(err, true));
    return program.execute(arguments);
  }

  /** What the last command printed. */
  String out() {
    return out.toString();
  }

  /** The same, as JSON. */
  JsonNode json() throws IOException {
    return JSON.readTree(out());
  }

  /** What the last command complained of. */
  String err() {
    return err.toString();
  }
}
