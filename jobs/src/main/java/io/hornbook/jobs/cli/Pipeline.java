package io.hornbook.jobs.cli;

import io.hornbook.common.manifest.Manifest;
import io.hornbook.jobs.evidence.OptOut;
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.run.RunFolder;
import io.hornbook.jobs.run.Runner;
import io.hornbook.jobs.run.Sessions;
import io.hornbook.jobs.run.Storage;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Runs jobs of one config in one run folder, in one session. */
final class Pipeline {
  private final Console console;
  private final RunOptions options;
  private final CorpusConfig config;
  private final OptOut optOut;
  private final RunFolder folder;
  private final Optional<RunFolder> base;

  Pipeline(Console console, RunOptions options) {
    Storage storage = new Storage(Sessions.hadoop(new SparkConf()));
    this.console = console;
    this.options = options;
    this.config = new ConfigFiles(storage).read(options.config, options.assignments);
    this.optOut = config.optOut().read(storage);
    this.folder = new RunFolder(storage, new Path(options.run));
    this.base =
        Optional.ofNullable(options.baseRun).map(run -> new RunFolder(storage, new Path(run)));
  }

  /** Whether the run is to be one that others build on. */
  boolean keepsIndex() {
    return config.index().keep();
  }

  /** Whether documents with nearly the same vectors are to be found. */
  boolean comparesVectors() {
    return config.semanticDedup().enabled();
  }

  /** Whether the classifier is another run's, so that nobody is asked for labels. */
  boolean takesClassifier() {
    return config.trainClassifier().fromRun().isPresent();
  }

  void run(List<JobEntry> entries) {
    Runner runner = runner();
    for (JobEntry entry : entries) {
      Job job = OptedOutJobs.of(entry.job().apply(config), optOut);
      runner.run(job, options.replace);
    }
  }

  /** Does a job's work without a publication. */
  void rehearse(JobEntry entry) {
    runner().rehearse(OptedOutJobs.of(entry.job().apply(config), optOut));
  }

  /** Prints what {@link #run} would do, and changes nothing. */
  void look(List<JobEntry> entries) {
    Runner runner = runner();
    List<Job> jobs =
        entries.stream().map(entry -> OptedOutJobs.of(entry.job().apply(config), optOut)).toList();
    console.out().printf("%s: the config holds%n", config.corpus());
    DryRun.of(jobs, runner::standing).forEach(console.out()::println);
  }

  private Runner runner() {
    return new Runner(
        folder,
        config.settings(),
        base,
        Pipeline::session,
        Clock.systemUTC(),
        new ConsoleProgress(console, Clock.systemUTC()));
  }

  /** Prints what a job has published. */
  void summarise(Function<Manifest, List<String>> summary, String job) {
    folder.manifest(job).map(summary).ifPresent(lines -> lines.forEach(console.out()::println));
  }

  /** Prints the funnel, the classifier's metrics and where the corpus lies, as far as published. */
  void summarise() {
    new Summary(folder, console.out()).print();
  }

  static SparkSession session() {
    SparkSession session = Sessions.start(new SparkConf());
    session.sparkContext().setLogLevel("ERROR");
    return session;
  }
}
