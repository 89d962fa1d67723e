package io.hornbook.common.llm;

/**
 * Where a run of calls stands, in millionths of a US dollar where it is money.
 *
 * @param answered calls answered in this run
 * @param replayed calls that the ledger had an answer to
 * @param failed calls that failed for good
 * @param spentMicrousd what the ledger's answers cost, earlier runs' among them
 * @param doubtfulMicrousd the most that the calls in doubt have cost
 */
public record Progress(
    long answered, long replayed, long failed, long spentMicrousd, long doubtfulMicrousd) {
  /** Calls that need nothing more. */
  public long done() {
    return answered + replayed + failed;
  }
}
