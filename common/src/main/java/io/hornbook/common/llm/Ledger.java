package io.hornbook.common.llm;

import io.hornbook.common.failure.DataException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Every call that was made, so that none is paid for twice. {@link #intend} returns when the intent
 * is durable, and only then may the request leave; {@link #answer} returns when the response is. An
 * intent that is neither answered nor closed as unbilled is in doubt. Safe for many threads of one
 * process; a second process that writes the same store makes one of the two stop.
 */
public final class Ledger implements AutoCloseable {
  private static final int READERS = 16;
  private static final int WINDOW = 256;

  /**
   * A key's calls: attempts begun, open ones with their worst price, and whether one is answered.
   */
  private static final class Entry {
    private final Map<Integer, Long> open = new HashMap<>();
    private int attempts;
    private boolean answered;
  }

  private final LedgerStore store;
  private final Clock clock;
  private final Map<String, Entry> entries = new HashMap<>();
  private final SegmentLog log;
  private LedgerTotals closed = LedgerTotals.NONE;

  private Ledger(LedgerStore store, Clock clock, Duration linger) {
    this.store = store;
    this.clock = clock;
    List<String> segments = SegmentLog.segments(store);
    read(store, segments, this::apply);
    this.log = new SegmentLog(store, linger, segments.size());
  }

  /**
   * Opens the ledger of a store, empty or not.
   *
   * @param clock the time written beside each event
   * @param linger how long events are gathered before they are written together; zero to 1 s. It
   *     delays each call twice and keeps the number of objects low.
   * @throws DataException if it cannot be read
   */
  public static Ledger open(LedgerStore store, Clock clock, Duration linger) {
    if (linger.isNegative() || linger.compareTo(Duration.ofSeconds(1)) > 0) {
      throw new IllegalArgumentException("Invalid linger: " + linger + " (expected 0 to 1 s)");
    }
    return new Ledger(store, clock, linger);
  }

  /** How often the call was sent, or was about to be. */
  public synchronized int attempts(CallKey key) {
    Entry entry = entries.get(key.hex());
    return entry == null ? 0 : entry.attempts;
  }

  /** Whether an answer is kept. */
  public synchronized boolean answered(CallKey key) {
    Entry entry = entries.get(key.hex());
    return entry != null && entry.answered;
  }

  /** What is paid for and what is in doubt, the calls in flight counted as in doubt. */
  public synchronized LedgerTotals totals() {
    LedgerTotals totals = closed;
    for (Entry entry : entries.values()) {
      long worst = entry.open.values().stream().mapToLong(Long::longValue).sum();
      totals = totals.plusDoubt(entry.open.size(), worst);
    }
    return totals;
  }

  /**
   * Keeps that {@code key} is about to be sent.
   *
   * @param worstMicrousd the most that it can cost
   * @return the number of this attempt, from 1
   * @throws DataException if that cannot be kept; then nothing may be sent
   */
  public int intend(CallKey key, long worstMicrousd) {
    int attempt = attempts(key) + 1;
    append(
        new LedgerEvent.Intent(
            key.hex(),
            attempt,
            key.request(),
            key.annotator(),
            key.replicate(),
            worstMicrousd,
            now()));
    return attempt;
  }

  /**
   * Keeps a response.
   *
   * @throws DataException if that cannot be kept: the call stays in doubt
   */
  public void answer(CallKey key, int attempt, String body, Usage usage, long costMicrousd) {
    append(
        new LedgerEvent.Answer(
            key.hex(),
            attempt,
            body,
            usage.inputTokens(),
            usage.outputTokens(),
            costMicrousd,
            now()));
  }

  /** Keeps that an attempt brought no answer, and whether it may have been billed. */
  public void failed(CallKey key, int attempt, CallFailure.Reason reason) {
    append(
        reason.inDoubt()
            ? new LedgerEvent.Doubt(key.hex(), attempt, reason.column(), now())
            : new LedgerEvent.Unbilled(key.hex(), attempt, reason.column(), now()));
  }

  /** Hands every kept answer to {@code consumer}, the first of each key, in the order written. */
  public void forEachAnswer(Consumer<LedgerEvent.Answer> consumer) {
    Set<String> seen = new HashSet<>();
    read(
        store,
        SegmentLog.segments(store),
        event -> {
          if (event instanceof LedgerEvent.Answer answer && seen.add(answer.key())) {
            consumer.accept(answer);
          }
        });
  }

  private String now() {
    return clock.instant().toString();
  }

  private void append(LedgerEvent event) {
    log.append(event);
    apply(event);
  }

  private synchronized void apply(LedgerEvent event) {
    if (event instanceof LedgerEvent.Intent intent) {
      Entry entry = entries.computeIfAbsent(intent.key(), key -> new Entry());
      entry.attempts = Math.max(entry.attempts, intent.attempt());
      entry.open.put(intent.attempt(), intent.worstMicrousd());
    } else if (event instanceof LedgerEvent.Answer answer) {
      Entry entry = entries.computeIfAbsent(answer.key(), key -> new Entry());
      entry.open.remove(answer.attempt());
      entry.answered = true;
      closed = closed.plusAnswer(answer.costMicrousd());
    } else if (event instanceof LedgerEvent.Unbilled unbilled) {
      Entry entry = entries.get(unbilled.key());
      if (entry != null) {
        entry.open.remove(unbilled.attempt());
      }
    }
  }

  /** Reads ahead on some threads: an object store answers each read after tens of milliseconds. */
  private static void read(
      LedgerStore store, List<String> segments, Consumer<LedgerEvent> consumer) {
    ExecutorService readers =
        Executors.newFixedThreadPool(READERS, task -> daemon(task, "ledger-reader"));
    try {
      for (int i = 0; i < segments.size(); i += WINDOW) {
        List<Future<List<LedgerEvent>>> window =
            segments.subList(i, Math.min(i + WINDOW, segments.size())).stream()
                .map(segment -> readers.submit(() -> SegmentLog.read(store, segment)))
                .toList();
        for (Future<List<LedgerEvent>> events : window) {
          events.get().forEach(consumer);
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof DataException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException("Cannot read ledger " + store + ": interrupted", e);
    } finally {
      readers.shutdownNow();
    }
  }

  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    log.close();
  }
}
