package io.hornbook.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.manifest.Manifest.ExternalFile;
import io.hornbook.common.manifest.Manifest.InputJob;
import io.hornbook.common.manifest.Manifest.PublishedTable;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Runs jobs in a run folder: finds that there is nothing to do, or makes an attempt, checks that
 * every record is accounted for, and publishes.
 */
public final class Runner {
  private final RunFolder folder;
  private final RunSettings settings;
  private final Optional<RunFolder> base;
  private final Supplier<SparkSession> session;
  private final Clock clock;
  private final Progress progress;

  /**
   * @param base the run that the run builds on; left out for one that was begun: it remembers
   * @param session starts the session when the first job has something to do
   */
  public Runner(
      RunFolder folder,
      RunSettings settings,
      Optional<RunFolder> base,
      Supplier<SparkSession> session,
      Clock clock,
      Progress progress) {
    this.folder = folder;
    this.settings = settings;
    this.base = base;
    this.session = session;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Runs one job.
   *
   * @param replace whether a result is replaced that is damaged, or of other inputs or another
   *     config
   * @return what is published now
   * @throws ConfigurationException if an input is not published, or if the published result is of
   *     other inputs or another config and {@code replace} is false
   */
  public Manifest run(Job job, boolean replace) {
    Optional<RunFolder> parent = base.or(folder::base);
    Chain chain = Chain.of(folder, settings, parent);
    Plan plan = plan(job, chain);
    folder.fix(settings, parent);
    Optional<Manifest> published = folder.manifest(job.name());
    boolean isCurrent =
        published.isPresent() && published.get().fingerprint().equals(plan.fingerprint());
    if (isCurrent && !(replace && Publication.isDamaged(folder, published.get()))) {
      Publication.deleteStale(folder, job.name());
      Publication.deletePieces(folder, job.name(), "");
      progress.upToDate(published.get());
      return published.get();
    }
    if (published.isPresent() && !replace) {
      throw new ConfigurationException(
          "Cannot run %s in %s: its published result is of another %s (take another run folder, or replace the result with --replace)"
              .formatted(job.name(), folder.root(), plan.differenceFrom(published.get())));
    }
    return attempt(job, chain, plan, published.isPresent());
  }

  private Manifest attempt(Job job, Chain chain, Plan plan, boolean replace) {
    progress.started(job);
    Publication.deleteStale(folder, job.name());
    String pieces = Fingerprint.of(List.of(plan.fingerprint(), Versions.current()));
    Publication.deletePieces(folder, job.name(), pieces);
    Instant started = clock.instant();
    RunContext context = context(job, chain, pieces);
    try {
      Outcome outcome = job.run(context);
      check(job, outcome.accounting());
      folder.storage().delete(context.scratchFolder());
      Manifest manifest = manifest(context, job, plan, outcome, started);
      Publication.publish(folder, manifest, replace);
      Publication.deletePieces(folder, job.name(), "");
      progress.published(manifest);
      return manifest;
    } finally {
      context.session().catalog().clearCache();
      Publication.deleteStale(folder, job.name());
    }
  }

  /**
   * Does a job's work in a folder of its own, and publishes nothing: what it leaves is what it
   * writes elsewhere.
   *
   * @throws ConfigurationException if an input is not published
   */
  public void rehearse(Job job) {
    Optional<RunFolder> parent = base.or(folder::base);
    Chain chain = Chain.of(folder, settings, parent);
    Plan plan = plan(job, chain);
    folder.fix(settings, parent);
    RunContext context = context(job, chain, plan.fingerprint());
    try {
      job.run(context);
    } finally {
      context.session().catalog().clearCache();
      folder.storage().delete(context.attemptFolder());
    }
  }

  /**
   * What {@link #run} would find, without a session and without writing anything. An input that is
   * not published leaves nothing to compare with: the job is to run.
   *
   * @throws ConfigurationException if a file outside the run that the job reads is missing
   */
  public Standing standing(Job job) {
    Optional<RunFolder> parent = base.or(folder::base);
    List<ExternalFile> external = job.external(folder.storage());
    long bytes = external.stream().mapToLong(ExternalFile::bytes).sum();
    Optional<Manifest> published = folder.manifest(job.name());
    boolean isReady = job.inputs().stream().allMatch(input -> folder.manifest(input).isPresent());
    if (published.isEmpty() || !isReady) {
      Fingerprint.json(job.config());
      return new Standing(Standing.State.TO_RUN, external.size(), bytes);
    }
    Plan plan = plan(job, Chain.of(folder, settings, parent));
    boolean isCurrent = published.get().fingerprint().equals(plan.fingerprint());
    return new Standing(
        isCurrent ? Standing.State.PUBLISHED : Standing.State.TO_REPLACE, external.size(), bytes);
  }

  private RunContext context(Job job, Chain chain, String pieces) {
    SparkSession current = Sessions.fitted(session.get(), settings.buckets());
    current.sparkContext().setJobGroup(job.name(), "hornbook " + job.name(), false);
    return new RunContext(
        current,
        folder,
        chain,
        job,
        UUID.randomUUID().toString(),
        settings,
        new Path(folder.pieces(job.name()), pieces),
        progress);
  }

  private static void check(Job job, Accounting accounting) {
    if (!accounting.isBalanced()) {
      throw new IllegalStateException(
          "Cannot publish %s: its rows are not accounted for (%s)"
              .formatted(job.name(), accounting));
    }
  }

  private Manifest manifest(
      RunContext context, Job job, Plan plan, Outcome outcome, Instant started) {
    List<PublishedTable> tables = Publication.tables(context);
    Map<String, String> digests = new TreeMap<>(outcome.digests());
    tables.forEach(table -> digests.put("table " + table.name(), table.digest()));
    return new Manifest(
        Manifest.SCHEMA,
        job.name(),
        context.attemptFolder().getName().substring("attempt-".length()),
        plan.fingerprint(),
        Fingerprint.of(digests),
        plan.config(),
        plan.inputs(),
        plan.external(),
        tables,
        new TreeMap<>(outcome.digests()),
        Publication.artifacts(context, tables),
        outcome.accounting(),
        outcome.metrics(),
        Versions.current(),
        started,
        clock.instant());
  }

  private Plan plan(Job job, Chain chain) {
    List<InputJob> inputs = new ArrayList<>();
    job.inputs()
        .forEach(input -> inputs.add(new InputJob(input, folder.published(input).digest())));
    inputs.addAll(chain.inputs(job.baseInputs()));
    return Plan.of(
        job, settings, Fingerprint.json(job.config()), inputs, job.external(folder.storage()));
  }

  /** What an attempt of a job would depend on. */
  private record Plan(
      String fingerprint, JsonNode config, List<InputJob> inputs, List<ExternalFile> external) {
    static Plan of(
        Job job,
        RunSettings settings,
        JsonNode config,
        List<InputJob> inputs,
        List<ExternalFile> external) {
      return new Plan(
          Fingerprint.ofPlan(job.name(), settings, config, inputs, external),
          config,
          inputs,
          external);
    }

    String differenceFrom(Manifest manifest) {
      if (!manifest.config().equals(config)) {
        return "config";
      }
      if (!earlier(manifest.inputs()).equals(earlier(inputs))) {
        return "base run";
      }
      return manifest.inputs().equals(inputs) ? "set of input files" : "input";
    }

    private static List<InputJob> earlier(List<InputJob> inputs) {
      return inputs.stream().filter(input -> input.runsBack() > 0).toList();
    }
  }
}
