package io.hornbook.jobs.run;

import io.hornbook.common.llm.Dollars;
import io.hornbook.common.llm.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Draws every second how many of a job's calls are answered, for how much, and how long the rest
 * will take at the pace so far.
 */
public final class CallProgress implements Consumer<Progress> {
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final int BAR = 10;

  private final RunContext context;
  private final String job;
  private final long calls;
  private final long limitMicrousd;
  private final Clock clock;
  private final Instant start;
  private Instant next;

  /**
   * @param calls how many are to be answered
   * @param limitMicrousd the budget
   */
  public CallProgress(RunContext context, String job, long calls, long limitMicrousd, Clock clock) {
    this.context = context;
    this.job = job;
    this.calls = calls;
    this.limitMicrousd = limitMicrousd;
    this.clock = clock;
    this.start = clock.instant();
    this.next = start;
  }

  @Override
  public synchronized void accept(Progress progress) {
    Instant now = clock.instant();
    if (progress.done() == calls) {
      context.say(line(progress));
    } else if (!now.isBefore(next)) {
      context.live(bar(job, progress, calls, limitMicrousd, Duration.between(start, now)));
      next = now.plus(EVERY);
    }
  }

  private String line(Progress progress) {
    return String.format(
        Locale.ROOT,
        "%s: %,d of %,d calls (%,d answered before, %,d failed), %s of %s spent, %s in doubt",
        job,
        progress.done(),
        calls,
        progress.replayed(),
        progress.failed(),
        Dollars.text(progress.spentMicrousd()),
        Dollars.text(limitMicrousd),
        Dollars.text(progress.doubtfulMicrousd()));
  }

  /** What matters most stands first: a narrow terminal cuts the end. */
  static String bar(
      String job, Progress progress, long calls, long limitMicrousd, Duration elapsed) {
    int full = (int) (BAR * progress.done() / Math.max(calls, 1));
    return String.format(
        Locale.ROOT,
        "%s [%s%s] %,d/%,d, %s of %s%s, %,d failed, %s in doubt",
        job,
        "#".repeat(full),
        "-".repeat(BAR - full),
        progress.done(),
        calls,
        Dollars.text(progress.spentMicrousd()),
        Dollars.text(limitMicrousd),
        rest(progress, calls, elapsed),
        progress.failed(),
        Dollars.text(progress.doubtfulMicrousd()));
  }

  private static String rest(Progress progress, long calls, Duration elapsed) {
    long made = progress.answered() + progress.failed();
    long left = calls - progress.done();
    if (made == 0 || left == 0) {
      return "";
    }
    Duration rest = Duration.ofMillis(elapsed.toMillis() * left / made);
    return String.format(
        Locale.ROOT,
        ", %d:%02d:%02d left",
        rest.toHours(),
        rest.toMinutesPart(),
        rest.toSecondsPart());
  }
}
