package io.hornbook.common.llm;

/**
 * Where a run of calls in batches stands.
 *
 * @param calls what is answered, what has failed for good, and why no more is submitted, if so
 * @param inBatches calls in batches that the server has not finished
 * @param waiting calls that are in no batch yet: the limits leave no room, or they are to be tried
 *     again
 */
public record BatchReport(LlmReport calls, long inBatches, long waiting) {
  /** Whether every call is answered or has failed for good. */
  public boolean isFinished() {
    return inBatches == 0 && waiting == 0;
  }
}
