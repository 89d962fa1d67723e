package io.hornbook.common.llm;

import io.hornbook.common.llm.CallFailure.Next;
import io.hornbook.common.llm.CallFailure.Reason;

/**
 * Exchanges with a server that are not billed by themselves, and so may be tried again whatever
 * became of them.
 */
final class Exchange {
  /** One exchange. */
  interface Action<T> {
    T run() throws CallFailure;
  }

  private final CallLimits limits;
  private final Ticker ticker;
  private final Backoff backoff;

  Exchange(CallLimits limits, Ticker ticker, long seed) {
    this.limits = limits;
    this.ticker = ticker;
    this.backoff = new Backoff(limits.firstBackoff(), limits.longestBackoff(), seed);
  }

  /** What the action gives, tried as often as the limits say. */
  <T> T of(Action<T> action) throws CallFailure, InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        return action.run();
      } catch (CallFailure failure) {
        if (failure.reason().next() != Next.RETRY || tries >= limits.maxAttempts()) {
          throw failure;
        }
        ticker.sleep(backoff.after(tries, failure.retryAfter()));
      }
    }
  }

  /** What the action gives, tried again only where it has certainly not begun. */
  <T> T once(Action<T> action) throws CallFailure, InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        return action.run();
      } catch (CallFailure failure) {
        boolean hasNotBegun =
            failure.reason() == Reason.RATE_LIMITED || failure.reason() == Reason.UNREACHABLE;
        if (!hasNotBegun || tries >= limits.maxAttempts()) {
          throw failure;
        }
        ticker.sleep(backoff.after(tries, failure.retryAfter()));
      }
    }
  }
}
