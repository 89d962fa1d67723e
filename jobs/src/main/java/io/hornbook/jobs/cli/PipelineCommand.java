package io.hornbook.jobs.cli;

import io.hornbook.common.failure.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the jobs of the main path, one after the other, in one session. */
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "Runs all jobs, from ingest to export, in one session, and prints what was kept and why.",
      "A job whose result is published and still of the same inputs and config is passed over."
    })
final class PipelineCommand implements Callable<Integer> {
  /** What serves to train a classifier, and nothing else. */
  private static final Set<String> LABELLING = Set.of("label", "embed");

  private final Console console;

  @Mixin private final RunOptions options = new RunOptions();

  @Option(
      names = "--until",
      paramLabel = "JOB",
      description = "The last job to run (default: ${DEFAULT-VALUE}).")
  private String until = "export";

  @Option(
      names = "--dry-run",
      description =
          "Checks the config, the sources and every file that it names, tells which jobs would run, and changes nothing.")
  private boolean dryRun;

  PipelineCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<JobEntry> jobs = new ArrayList<>(jobs());
    Pipeline pipeline = new Pipeline(console, options);
    if (pipeline.keepsIndex()) {
      insertAfter("dedup", Catalogue.INDEX, jobs);
    }
    if (pipeline.comparesVectors()) {
      insertAfter("embed", Catalogue.SEMANTIC_DEDUP, jobs);
    }
    if (pipeline.takesClassifier()) {
      jobs.removeIf(job -> LABELLING.contains(job.name()));
    }
    if (dryRun) {
      pipeline.look(jobs);
      return 0;
    }
    pipeline.run(jobs);
    pipeline.summarise();
    return 0;
  }

  /** Where the pipeline comes that far. */
  private static void insertAfter(String name, JobEntry optional, List<JobEntry> jobs) {
    jobs.stream()
        .filter(job -> job.name().equals(name))
        .findFirst()
        .ifPresent(job -> jobs.add(jobs.indexOf(job) + 1, optional));
  }

  private List<JobEntry> jobs() {
    int last =
        IntStream.range(0, Catalogue.JOBS.size())
            .filter(i -> Catalogue.JOBS.get(i).name().equals(until))
            .findFirst()
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "Invalid --until: %s (expected one of %s)"
                            .formatted(until, Catalogue.names())));
    return Catalogue.JOBS.subList(0, last + 1);
  }
}
