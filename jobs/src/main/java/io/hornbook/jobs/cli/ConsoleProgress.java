package io.hornbook.jobs.cli;

import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.run.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * One line when a job begins and one when it ends; Spark draws its own bar for the stages between,
 * on a terminal.
 */
final class ConsoleProgress implements Progress {
  private static final double MILLIS_A_SECOND = 1000.0;

  private static final Duration BETWEEN_LIVE_LINES = Duration.ofSeconds(10);

  /** A line that wraps would not be replaced by the next; terminals begin with 80 columns. */
  private static final int WIDTH = 79;

  private static final String ERASE_REST = "\033[K";

  private final Console console;
  private final Clock clock;

  @SuppressWarnings(
      "SystemConsoleNull") // from JDK 22 on it means little, and costs a few carriage returns
  private final boolean isTerminal = System.console() != null;

  private Instant started;
  private Instant nextLive = Instant.MIN;
  private boolean isLive;

  ConsoleProgress(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
    this.started = clock.instant();
  }

  @Override
  public void upToDate(Manifest manifest) {
    say("%-16s nothing to do: published %s", manifest.job(), manifest.finished());
  }

  @Override
  public void started(Job job) {
    started = clock.instant();
    say("%-16s …", job.name());
  }

  @Override
  public void published(Manifest manifest) {
    double seconds = Duration.between(started, clock.instant()).toMillis() / MILLIS_A_SECOND;
    say("%-16s %6.1f s  %s", manifest.job(), seconds, told(manifest.accounting()));
  }

  @Override
  public synchronized void said(String line) {
    if (isLive) {
      console.err().println();
      isLive = false;
    }
    console.err().println(line);
  }

  @Override
  public synchronized void live(String line) {
    if (isTerminal) {
      String shown = line.substring(0, Math.min(line.length(), WIDTH));
      console.err().print("\r" + shown + ERASE_REST);
      console.err().flush();
      isLive = true;
    } else if (!clock.instant().isBefore(nextLive)) {
      nextLive = clock.instant().plus(BETWEEN_LIVE_LINES);
      console.err().println(line);
    }
  }

  private static String told(Accounting accounting) {
    return String.format(
        Locale.ROOT,
        "%,d %s: %,d kept%s%s",
        accounting.read(),
        accounting.unit(),
        accounting.kept(),
        told(", dropped ", accounting.dropped()),
        told(", quarantined ", accounting.quarantined()));
  }

  private static String told(String what, SortedMap<String, Long> counts) {
    return counts.isEmpty()
        ? ""
        : what
            + counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(
                    entry -> String.format(Locale.ROOT, "%,d %s", entry.getValue(), entry.getKey()))
                .collect(Collectors.joining(", "));
  }

  private void say(String format, Object... values) {
    said(String.format(Locale.ROOT, format, values));
  }
}
