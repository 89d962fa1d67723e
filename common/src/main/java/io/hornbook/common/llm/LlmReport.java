package io.hornbook.common.llm;

import java.util.Map;
import java.util.Optional;

/**
 * How a run of calls ended.
 *
 * @param answered calls answered in this run
 * @param replayed calls that the ledger had an answer to, so that nothing was sent
 * @param failures calls that failed for good, by {@link CallKey#hex()}
 * @param stop why not every call was made, if so
 */
public record LlmReport(
    long answered, long replayed, Map<String, Failure> failures, Optional<Stop> stop) {
  public LlmReport {
    failures = Map.copyOf(failures);
  }

  /** Why a call has no answer. */
  public record Failure(CallFailure.Reason reason, String detail) {}

  /** Why no further calls were made. */
  public record Stop(Cause cause, String detail) {}

  /** What ends a run of calls early. */
  public enum Cause {
    /** The next call could pass the budget. */
    BUDGET,
    /** The server takes no call with this key, model or address. */
    REFUSED,
    /** Too many calls in a row failed for good. */
    OUTAGE
  }
}
