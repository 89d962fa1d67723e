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

  /** A job says something that its user is to read. */
  default void said(String line) {}

  /** Where a long piece of work stands; the next such line replaces this one. */
  default void live(String line) {}
}
