package io.hornbook.jobs.run;

/**
 * Where a job of a run stands.
 *
 * @param state what running it would do
 * @param files how many files outside the run it reads
 * @param bytes how long these are together
 */
public record Standing(State state, int files, long bytes) {
  /** What running a job would do. */
  public enum State {
    /** Nothing: its result is published, of these inputs and this config. */
    PUBLISHED,
    /** It has published nothing, or waits for a job before it. */
    TO_RUN,
    /** Its published result is of other inputs or another config: it asks for {@code --replace}. */
    TO_REPLACE
  }
}
