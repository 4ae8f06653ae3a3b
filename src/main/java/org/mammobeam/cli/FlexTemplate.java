package org.mammobeam.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a Flex Template of Dataflow starts: {@code mammobeam run}, as it knows no subcommands. */
public final class FlexTemplate {
  private FlexTemplate() {}

  public static void main(String[] arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("run"));
    all.addAll(Arrays.asList(arguments));
    Mammobeam.main(all.toArray(String[]::new));
  }
}
