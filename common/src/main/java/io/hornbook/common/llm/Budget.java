package io.hornbook.common.llm;

/**
 * Money that is not passed: before a call leaves, the most that it can cost is reserved, and spent,
 * doubtful and reserved money together never exceed the limit. All in millionths of a US dollar.
 * Safe for many threads.
 */
public final class Budget {
  private final long limit;
  private long spent;
  private long doubtful;
  private long reserved;

  /**
   * A budget of which a part may be gone.
   *
   * @param limitMicrousd the limit; at least 0
   * @param before what the ledger holds: money in doubt counts as gone
   */
  public Budget(long limitMicrousd, LedgerTotals before) {
    if (limitMicrousd < 0) {
      throw new IllegalArgumentException("Invalid max-usd: it is negative");
    }
    this.limit = limitMicrousd;
    this.spent = before.spentMicrousd();
    this.doubtful = before.doubtMicrousd();
  }

  /**
   * Reserves the worst case of a call; waits for calls in flight while these may give enough back.
   *
   * @return false if the limit does not allow it, with nothing in flight
   */
  public synchronized boolean reserve(long worst) throws InterruptedException {
    while (spent + doubtful + reserved + worst > limit) {
      if (reserved == 0) {
        return false;
      }
      wait();
    }
    reserved += worst;
    return true;
  }

  /** Reserves the worst case of a call if the limit allows it now. */
  synchronized boolean reserveNow(long worst) {
    boolean fits = spent + doubtful + reserved + worst <= limit;
    reserved += fits ? worst : 0;
    return fits;
  }

  /** An answered call gives back its reservation and costs {@code cost}. */
  public synchronized void settle(long worst, long cost) {
    reserved -= worst;
    spent += cost;
    notifyAll();
  }

  /** A call that was not billed gives back its reservation. */
  public synchronized void release(long worst) {
    settle(worst, 0);
  }

  /** A call that may have been billed keeps its reservation for good. */
  public synchronized void doubt(long worst) {
    reserved -= worst;
    doubtful += worst;
    notifyAll();
  }

  public synchronized long spentMicrousd() {
    return spent;
  }

  /** The most that the calls in doubt have cost. */
  public synchronized long doubtfulMicrousd() {
    return doubtful;
  }

  public long limitMicrousd() {
    return limit;
  }
}
