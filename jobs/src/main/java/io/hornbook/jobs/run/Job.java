package io.hornbook.jobs.run;

import io.hornbook.common.manifest.Manifest.ExternalFile;
import java.util.List;

/**
 * One job: reads published tables, writes tables of its own. A job is a value: it holds its config
 * and nothing else, and {@link #run} may be called again after a failure.
 */
public interface Job {
  /** The job's name, as on the command line: {@code dedup}. */
  String name();

  /** The names of the jobs whose tables this one reads; each must be published. */
  List<String> inputs();

  /**
   * The names of the jobs whose tables in the earlier runs of the chain this one reads, if the run
   * builds on any; each must be published in each of them.
   */
  default List<String> baseInputs() {
    return List.of();
  }

  /**
   * All that the result depends on beside the inputs and the run's seed: a record or map that
   * Jackson writes. It stands in the manifest, so it holds no secret, and in the fingerprint, so it
   * holds no path that may change without changing the result.
   */
  Object config();

  /**
   * The files outside the run that the job reads; they are part of its fingerprint.
   *
   * @throws io.hornbook.common.failure.ConfigurationException if one is missing
   */
  default List<ExternalFile> external(Storage storage) {
    return List.of();
  }

  /**
   * Does the work of one attempt.
   *
   * @throws io.hornbook.common.failure.HornbookException for what the user can mend
   */
  Outcome run(RunContext context);
}
