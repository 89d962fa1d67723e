package io.hornbook.jobs.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs one job. */
@Command(mixinStandardHelpOptions = true)
final class JobCommand implements Callable<Integer> {
  private final Console console;
  private final JobEntry entry;

  @Mixin private final RunOptions options = new RunOptions();

  JobCommand(Console console, JobEntry entry) {
    this.console = console;
    this.entry = entry;
  }

  @Override
  public Integer call() {
    new Pipeline(console, options).run(List.of(entry));
    return 0;
  }
}
