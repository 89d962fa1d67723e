package io.hornbook.common.llm;

import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.failure.DataException;
import io.hornbook.common.failure.HornbookException;
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
  public record Stop(Cause cause, String detail) {
    /**
     * The failure that a job ends with, which says how to go on.
     *
     * @param job the command, such as {@code label}
     * @param budgetKey the config key of the budget, such as {@code label.openai.max-usd}
     * @param limitMicrousd the budget
     * @param totals what the ledger holds
     * @param calls how many were to be made
     */
    public HornbookException failure(
        String job, String budgetKey, long limitMicrousd, LedgerTotals totals, long calls) {
      String kept =
          "%,d of %,d calls are answered and kept, %s is spent and %s in doubt"
              .formatted(
                  totals.answered(),
                  calls,
                  Dollars.text(totals.spentMicrousd()),
                  Dollars.text(totals.doubtMicrousd()));
      return switch (cause) {
        case BUDGET ->
            new ConfigurationException(
                "Cannot %s within max-usd %s: %s; %s (raise %s and run again: nothing is paid for twice)"
                    .formatted(job, Dollars.text(limitMicrousd), detail, kept, budgetKey));
        case REFUSED ->
            new ConfigurationException("Cannot %s: %s; %s".formatted(job, detail, kept));
        case OUTAGE ->
            new DataException(
                "Cannot %s: %s; %s (run again when the server is back)"
                    .formatted(job, detail, kept));
      };
    }
  }

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
