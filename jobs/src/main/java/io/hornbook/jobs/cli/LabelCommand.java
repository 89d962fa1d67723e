package io.hornbook.jobs.cli;

import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.failure.NotReadyException;
import io.hornbook.jobs.label.LabelJob;
import io.hornbook.jobs.label.Purpose;
import io.hornbook.jobs.run.Sessions;
import io.hornbook.jobs.run.Storage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs {@code label}: to its end, or a part of it that a scheduler or a budget asks for. */
@Command(mixinStandardHelpOptions = true)
final class LabelCommand implements Callable<Integer> {
  private final Console console;
  private final JobEntry entry;

  @Mixin private final RunOptions options = new RunOptions();

  @ArgGroup private Part part;

  @Option(
      names = "--max-usd",
      paramLabel = "USD",
      description =
          "What the run's labels may cost at most, earlier starts included: sets label.openai.max-usd.")
  private String maxUsd;

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      description =
          "stratified, uncertainty or top_up: sets label.openai.strategy (uncertainty wants label.openai.scores-run).")
  private String strategy;

  @Option(
      names = "--status",
      paramLabel = "FILE",
      description =
          "With --collect: writes {\"ready\": true} there once the labels are published, false until then, and ends with 0 either way; for schedulers that see no exit code of a driver.")
  private String status;

  /** At most one of these. */
  private static final class Part {
    @Option(
        names = "--dry-run",
        description = "Prints the forecast and three rendered prompts, and sends nothing.")
    private boolean dryRun;

    @Option(
        names = "--submit",
        description = "Hands the batches to the server and returns (label.openai.mode: batch).")
    private boolean submit;

    @Option(
        names = "--collect",
        description =
            "Fetches what the server has finished, submits what is left, and publishes when all is there; exit code 4 until then.")
    private boolean collect;

    Purpose purpose() {
      if (dryRun) {
        return Purpose.DRY_RUN;
      }
      return collect ? Purpose.COLLECT : submit ? Purpose.SUBMIT : Purpose.LABEL;
    }
  }

  LabelCommand(Console console, JobEntry entry) {
    this.console = console;
    this.entry = entry;
  }

  @Override
  public Integer call() {
    if (maxUsd != null) {
      options.assignments.add("label.openai.max-usd=" + maxUsd);
    }
    if (strategy != null) {
      options.assignments.add("label.openai.strategy=" + strategy.replace('-', '_'));
    }
    Purpose purpose = part == null ? Purpose.LABEL : part.purpose();
    JobEntry job =
        new JobEntry(
            entry.name(),
            entry.description(),
            config ->
                new LabelJob(
                    config.label(), config.ruleSet(), System.getenv(), Clock.systemUTC(), purpose));
    if (status != null && purpose != Purpose.COLLECT) {
      throw new ConfigurationException(
          "Invalid --status: %s (expected only with --collect)".formatted(status));
    }
    Pipeline pipeline = new Pipeline(console, options);
    if (purpose.publishes()) {
      publish(pipeline, job);
    } else {
      pipeline.rehearse(job);
    }
    return 0;
  }

  private void publish(Pipeline pipeline, JobEntry job) {
    try {
      pipeline.run(List.of(job));
      pipeline.summarise(LabelSummary::of, entry.name());
      tell(true);
    } catch (NotReadyException e) {
      if (status == null) {
        throw e;
      }
      console.err().println("hornbook: " + e.getMessage());
      tell(false);
    }
  }

  private void tell(boolean isReady) {
    if (status != null) {
      byte[] json = "{\"ready\": %b}%n".formatted(isReady).getBytes(StandardCharsets.UTF_8);
      new Storage(Sessions.hadoop(new SparkConf())).write(new Path(status), json);
    }
  }
}
