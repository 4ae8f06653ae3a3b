package org.mammobeam.beam;

import java.io.Serializable;

/**
 * The content of a run's {@code START}.
 *
 * @param startedMillis when, in milliseconds since 1970
 * @param host that the program was started on
 * @param process number of the process there
 * @param base the run whose table it looks exams up in, empty without
 * @param inProcess whether the run ends with that process; jobs on clusters go on without it
 */
public record RunStart(
    long startedMillis, String host, long process, String base, boolean inProcess)
    implements Serializable {
  /** Of a run that this process starts. */
  static RunStart now(String base, boolean inProcess) {
    long process = ProcessHandle.current().pid();
    return new RunStart(System.currentTimeMillis(), Host.name(), process, base, inProcess);
  }

  /** Whether the run certainly goes on no more: it lived in a process here that has ended. */
  public boolean hasEnded() {
    return isOfAnotherProcessHere() && !isAlive();
  }

  /** Whether the process of the run certainly goes on: another one, and on this machine. */
  public boolean certainlyRuns() {
    return isOfAnotherProcessHere() && isAlive();
  }

  private boolean isOfAnotherProcessHere() {
    return inProcess && host.equals(Host.name()) && process != ProcessHandle.current().pid();
  }

  private boolean isAlive() {
    return ProcessHandle.of(process)
        .flatMap(found -> found.info().startInstant())
        .filter(begin -> begin.toEpochMilli() <= startedMillis)
        .isPresent();
  }
}
