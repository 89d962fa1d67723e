package io.hornbook.jobs.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs {@code export}, of the run or of its whole chain. */
@Command(mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  private final Console console;
  private final JobEntry own;

  @Mixin private final RunOptions options = new RunOptions();

  @Option(
      names = "--union",
      description =
          "Writes the corpus of the run and of all the runs that it builds on, beside its own (job export-union).")
  private boolean union;

  ExportCommand(Console console, JobEntry own) {
    this.console = console;
    this.own = own;
  }

  @Override
  public Integer call() {
    new Pipeline(console, options).run(List.of(union ? Catalogue.UNION : own));
    return 0;
  }
}
