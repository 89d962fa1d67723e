package io.hornbook.jobs.cli;

import io.hornbook.common.failure.HornbookException;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what went wrong: one sentence for what the user can mend, the whole trace for a defect. */
final class FailureReport implements IExecutionExceptionHandler {
  private static final int DEFECT = 1;

  private final Console console;

  FailureReport(Console console) {
    this.console = console;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine line, ParseResult parseResult) {
    Optional<HornbookException> mendable = mendable(failure);
    if (mendable.isPresent()) {
      console.err().println("hornbook: " + mendable.get().getMessage());
      return mendable.get().exitCode();
    }
    failure.printStackTrace(console.err());
    console
        .err()
        .println(
            "hornbook: a defect, with the trace above; what was published before it stays valid.");
    return DEFECT;
  }

  /** The failure of a task reaches the driver as the cause of Spark's own exception. */
  private static Optional<HornbookException> mendable(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .filter(HornbookException.class::isInstance)
        .map(HornbookException.class::cast)
        .findFirst();
  }
}
