package io.hornbook.jobs.testing;

import io.hornbook.common.manifest.Manifest;
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.run.Progress;
import io.hornbook.jobs.run.RunFolder;
import io.hornbook.jobs.run.RunSettings;
import io.hornbook.jobs.run.Runner;
import io.hornbook.jobs.run.Storage;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** A run folder below a test's temporary folder, and a runner on it that remembers what it did. */
public final class Runs implements Progress {
  /** The settings of the tests' runs. */
  public static final RunSettings SETTINGS = new RunSettings(42, 3);

  private final RunFolder folder;
  private final Runner runner;
  private final List<String> events = new ArrayList<>();
  private final List<String> said = new ArrayList<>();

  public Runs(SparkSession session, Path temporary) {
    this(session, temporary, SETTINGS);
  }

  public Runs(SparkSession session, Path temporary, RunSettings settings) {
    this(session, temporary, settings, Optional.empty());
  }

  private Runs(
      SparkSession session, Path temporary, RunSettings settings, Optional<RunFolder> base) {
    Storage storage = new Storage(new Configuration());
    this.folder = new RunFolder(storage, new org.apache.hadoop.fs.Path(temporary.toUri()));
    this.runner = new Runner(folder, settings, base, () -> session, Clock.systemUTC(), this);
  }

  /** A run that builds on this one. */
  public Runs next(SparkSession session, Path temporary) {
    return new Runs(session, temporary, SETTINGS, Optional.of(folder));
  }

  /** Runs a job that has published nothing, or finds that it has nothing to do. */
  public Manifest run(Job job) {
    return runner.run(job, false);
  }

  /** Runs a job over what it has published. */
  public Manifest replace(Job job) {
    return runner.run(job, true);
  }

  /** Does a job's work and publishes nothing. */
  public void rehearse(Job job) {
    runner.rehearse(job);
  }

  /** What jobs said to their user. */
  public List<String> said() {
    return List.copyOf(said);
  }

  /** The folder. */
  public RunFolder folder() {
    return folder;
  }

  /** What the runner did: {@code started NAME}, {@code published NAME}, {@code up to date NAME}. */
  public List<String> events() {
    return List.copyOf(events);
  }

  @Override
  public void said(String line) {
    said.add(line);
  }

  @Override
  public void upToDate(Manifest manifest) {
    events.add("up to date " + manifest.job());
  }

  @Override
  public void started(Job job) {
    events.add("started " + job.name());
  }

  @Override
  public void published(Manifest manifest) {
    events.add("published " + manifest.job());
  }
}
