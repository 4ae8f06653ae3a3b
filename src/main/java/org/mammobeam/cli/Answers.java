package org.mammobeam.cli;

import java.io.PrintWriter;
import org.mammobeam.codec.CanonicalJson;
import picocli.CommandLine.Option;

/** How commands answer: in text, or in JSON for programs. */
final class Answers {
  @Option(names = "--json", description = "Answer in JSON.")
  private boolean json;

  /** How an answer is put for people. */
  interface ForPeople {
    void print(PrintWriter out);
  }

  /**
   * Prints an answer.
   *
   * @param answer as JSON has it: a record or a list of records
   * @param text the same for people
   */
  void print(PrintWriter out, Object answer, ForPeople text) {
    if (json) {
      out.println(CanonicalJson.text(answer));
    } else {
      text.print(out);
    }
    out.flush();
  }
}
