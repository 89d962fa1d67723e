package io.hornbook.jobs.label;

/** What a start of the job is to come to. */
public enum Purpose {
  /** Labels, published. */
  LABEL,
  /** The forecast and three rendered prompts; nothing is sent. */
  DRY_RUN,
  /** Batches that the server has; nothing is waited for. */
  SUBMIT,
  /** Labels, published, if the server has finished; else exit code 4. */
  COLLECT;

  /** Whether the job publishes at its end. */
  public boolean publishes() {
    return this == LABEL || this == COLLECT;
  }
}
