package io.hornbook.jobs.run;

import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.manifest.Manifest.InputJob;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * The earlier runs that a run builds on, oldest first: its base run, that one's own, and so on. A
 * run without a base has an empty chain. What a run holds is new against all of its chain.
 *
 * @param runs the earlier runs; the last one is the base run itself
 */
public record Chain(List<RunFolder> runs) {
  public Chain {
    runs = List.copyOf(runs);
  }

  /**
   * The chain of a run.
   *
   * @param base the base run, which need not be recorded in the run yet
   * @throws ConfigurationException if a run of the chain is missing, stands in it twice, or has
   *     other buckets or another seed
   */
  static Chain of(RunFolder run, RunSettings settings, Optional<RunFolder> base) {
    return of(run, Optional.of(settings), base);
  }

  /**
   * The chain of a run that was begun.
   *
   * @throws ConfigurationException if a run of the chain is missing, or stands in it twice
   */
  public static Chain of(RunFolder run) {
    return of(run, Optional.empty(), run.base());
  }

  private static Chain of(RunFolder run, Optional<RunSettings> settings, Optional<RunFolder> base) {
    Deque<RunFolder> runs = new ArrayDeque<>();
    List<Path> seen = new ArrayList<>(List.of(run.root()));
    RunFolder child = run;
    for (Optional<RunFolder> next = base; next.isPresent(); next = child.base()) {
      RunFolder parent = next.get();
      if (seen.contains(parent.root())) {
        throw new ConfigurationException(
            "Cannot use %s as the base run of %s: it builds on that run itself"
                .formatted(parent.root(), child.root()));
      }
      parent.checkBase(child, settings);
      seen.add(parent.root());
      runs.addFirst(parent);
      child = parent;
    }
    return new Chain(List.copyOf(runs));
  }

  /** Whether there is no earlier run. */
  public boolean isEmpty() {
    return runs.isEmpty();
  }

  /** How many earlier runs there are. */
  public int length() {
    return runs.size();
  }

  /** The earlier runs and {@code run} itself, oldest first. */
  public List<RunFolder> with(RunFolder run) {
    List<RunFolder> all = new ArrayList<>(runs);
    all.add(run);
    return all;
  }

  /**
   * The digests of what the earlier runs' jobs have published, for the manifest of a job that reads
   * it.
   *
   * @throws ConfigurationException if one of them has not published it, or has made it from what
   *     has been replaced since
   */
  List<InputJob> inputs(List<String> jobs) {
    List<InputJob> inputs = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      for (String job : jobs) {
        Manifest manifest = runs.get(i).published(job);
        checkCurrent(i, manifest);
        inputs.add(new InputJob(job, manifest.digest(), runs.size() - i));
      }
    }
    return inputs;
  }

  /**
   * Whether a job of an earlier run was made from what its inputs have published now, in the runs
   * that stand as far before it as they did then.
   *
   * @param run the place of the job's run, from zero
   */
  public boolean isCurrent(int run, Manifest manifest) {
    return manifest.inputs().stream().allMatch(input -> isCurrent(run, input));
  }

  private boolean isCurrent(int run, InputJob input) {
    int from = run - input.runsBack();
    return from >= 0
        && runs.get(from)
            .manifest(input.job())
            .map(Manifest::digest)
            .filter(input.digest()::equals)
            .isPresent();
  }

  private void checkCurrent(int run, Manifest manifest) {
    for (InputJob input : manifest.inputs()) {
      if (!isCurrent(run, input)) {
        throw new ConfigurationException(
            "Cannot build on %s: its %s was made from a result of %s that has been replaced or removed since (run %s there again with --replace)"
                .formatted(runs.get(run).root(), manifest.job(), input.job(), manifest.job()));
      }
    }
  }
}
