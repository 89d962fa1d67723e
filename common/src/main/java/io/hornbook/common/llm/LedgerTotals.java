package io.hornbook.common.llm;

/**
 * What a ledger holds.
 *
 * @param answered calls that were answered, each paid for
 * @param spentMicrousd what they cost, in millionths of a US dollar
 * @param inDoubt calls that were sent, are not answered, and may have been billed
 * @param doubtMicrousd the most that these can cost
 */
public record LedgerTotals(long answered, long spentMicrousd, long inDoubt, long doubtMicrousd) {
  static final LedgerTotals NONE = new LedgerTotals(0, 0, 0, 0);

  LedgerTotals plusAnswer(long cost) {
    return new LedgerTotals(answered + 1, spentMicrousd + cost, inDoubt, doubtMicrousd);
  }

  LedgerTotals plusDoubt(int calls, long worst) {
    return new LedgerTotals(answered, spentMicrousd, inDoubt + calls, doubtMicrousd + worst);
  }
}
