package io.hornbook.jobs.run;

import io.hornbook.common.manifest.Manifest;

/** Is told what the runner does, and tells the user. */
public interface Progress {
  /** A job had nothing to do: its published result is of the same inputs and config. */
  void upToDate(Manifest manifest);

  /** A job's attempt begins. */
  void started(Job job);

  /** A job's attempt was published. */
  void published(Manifest manifest);
}
