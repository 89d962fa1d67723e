package io.hornbook.jobs.label;

import io.hornbook.common.llm.Dollars;
import io.hornbook.common.llm.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says every ten seconds, and at the end, how many labels there are, for how much, and how long.
 */
final class CallProgress implements Consumer<Progress> {
  private static final Logger LOG = LoggerFactory.getLogger(CallProgress.class);
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final long calls;
  private final long limitMicrousd;
  private final Clock clock;
  private final Instant start;
  private Instant next;

  CallProgress(long calls, long limitMicrousd, Clock clock) {
    this.calls = calls;
    this.limitMicrousd = limitMicrousd;
    this.clock = clock;
    this.start = clock.instant();
    this.next = start.plus(EVERY);
  }

  @Override
  public synchronized void accept(Progress progress) {
    Instant now = clock.instant();
    if (!now.isBefore(next) || progress.done() == calls) {
      LOG.info("{}", line(progress, Duration.between(start, now)));
      next = now.plus(EVERY);
    }
  }

  String line(Progress progress, Duration elapsed) {
    long sent = progress.answered() + progress.failed();
    long left = calls - progress.done();
    String rest =
        sent == 0 || left == 0 ? "" : ", about " + elapsed.toSeconds() * left / sent + " s left";
    return String.format(
        Locale.ROOT,
        "label: %,d of %,d calls (%,d answered before, %,d failed), %s of %s spent, %s in doubt%s",
        progress.done(),
        calls,
        progress.replayed(),
        progress.failed(),
        Dollars.text(progress.spentMicrousd()),
        Dollars.text(limitMicrousd),
        Dollars.text(progress.doubtfulMicrousd()),
        rest);
  }
}
