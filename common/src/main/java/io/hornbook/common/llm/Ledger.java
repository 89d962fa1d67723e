package io.hornbook.common.llm;

import io.hornbook.common.failure.DataException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Every call that was made, so that none is paid for twice. {@link #intend} returns when the intent
 * is durable, and only then may the request leave; {@link #answer} returns when the response is. An
 * intent that is neither answered nor closed as unbilled is in doubt. Safe for many threads of one
 * process; a second process that writes the same store makes one of the two stop.
 */
public final class Ledger implements AutoCloseable {
  static final long NOT_OPEN = -1;

  /**
   * A key's calls: attempts begun, open ones with their worst price, and whether one is answered.
   */
  private static final class Entry {
    private final Map<Integer, Long> open = new HashMap<>();
    private int attempts;
    private boolean answered;
    private String lastFailure;
  }

  /**
   * A batch that was to be created and is not closed.
   *
   * @param name ours, which its metadata carry
   * @param serverId the server's, once it is known
   * @param attempts of its calls, by {@link CallKey#hex()}
   * @param tokens of its calls, as estimated
   * @param intended when it was about to be created
   */
  record OpenBatch(
      String name,
      Optional<String> serverId,
      Map<String, Integer> attempts,
      long tokens,
      Instant intended) {}

  /** An answer in a batch, by the call's {@link CallKey#hex()}. */
  record BatchAnswer(String key, int attempt, String body, Usage usage, long costMicrousd) {}

  private final Segments segments;
  private final Clock clock;
  private final Map<String, Entry> entries = new HashMap<>();
  private final Map<String, OpenBatch> batches = new LinkedHashMap<>();
  private final SegmentLog log;
  private LedgerTotals closed = LedgerTotals.NONE;
  private boolean batchesBegun;
  private CompletableFuture<Void> kept = CompletableFuture.completedFuture(null);

  private Ledger(LedgerStore store, Clock clock, Duration linger, int segmentsOfAPack) {
    this.segments = new Segments(store);
    this.clock = clock;
    List<Segments.Part> parts = segments.parts();
    List<Segments.Part> packs = parts.stream().filter(Segments.Part::isPack).toList();
    Packer packer = new Packer(store, segmentsOfAPack, Segments.end(packs));
    packer.remove(segments.packed());
    segments.read(
        parts,
        content -> {
          content.events().forEach(this::apply);
          if (!content.part().isPack()) {
            packer.add(content.bytes());
          }
        });
    this.log = new SegmentLog(store, linger, Segments.end(parts), packer);
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
    return open(store, clock, linger, Packer.SEGMENTS);
  }

  /** The same, with packs of {@code segments} segments. */
  static Ledger open(LedgerStore store, Clock clock, Duration linger, int segments) {
    return new Ledger(store, clock, linger, segments);
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

  /** How the last attempt failed, if none is answered and one has. */
  synchronized Optional<CallFailure.Reason> lastFailure(CallKey key) {
    Entry entry = entries.get(key.hex());
    return entry == null || entry.answered || entry.lastFailure == null
        ? Optional.empty()
        : Optional.of(CallFailure.Reason.ofColumn(entry.lastFailure));
  }

  /** The most that an attempt can cost; {@link #NOT_OPEN} if it is answered or was not billed. */
  synchronized long worstMicrousd(String key, int attempt) {
    Entry entry = entries.get(key);
    return entry == null ? NOT_OPEN : entry.open.getOrDefault(attempt, NOT_OPEN);
  }

  /** The batches that are not closed, in the order in which they were intended. */
  synchronized List<OpenBatch> openBatches() {
    return List.copyOf(batches.values());
  }

  /** How many calls are in batches that are not closed. */
  public synchronized long inBatches() {
    return batches.values().stream().mapToLong(batch -> batch.attempts().size()).sum();
  }

  /** Whether a batch was ever intended. */
  public synchronized boolean knowsBatches() {
    return batchesBegun;
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
   * Keeps a response, and lets the caller go on meanwhile: it is durable before any intent that
   * comes later is. {@link #flush} waits for it.
   *
   * @throws DataException if nothing more can be kept: the call stays in doubt
   */
  public synchronized void answer(
      CallKey key, int attempt, String body, Usage usage, long costMicrousd) {
    LedgerEvent answer =
        new LedgerEvent.Answer(
            key.hex(),
            attempt,
            body,
            usage.inputTokens(),
            usage.outputTokens(),
            costMicrousd,
            now());
    kept = log.enqueue(List.of(answer)).thenRun(() -> apply(answer));
  }

  /**
   * Waits until all answers are durable.
   *
   * @throws DataException if they are not known to be: their calls stay in doubt
   */
  public void flush() {
    CompletableFuture<Void> last;
    synchronized (this) {
      last = kept;
    }
    log.await(last);
  }

  /** Keeps that an attempt brought no answer, and whether it may have been billed. */
  public void failed(CallKey key, int attempt, CallFailure.Reason reason) {
    append(failure(key.hex(), attempt, reason));
  }

  /** Keeps that a batch of calls is about to be created: all of it or, on a failure, nothing. */
  void intendBatch(String name, Map<CallKey, Long> worstMicrousd, long tokens) {
    List<LedgerEvent> events = new ArrayList<>();
    worstMicrousd.forEach(
        (key, worst) ->
            events.add(
                new LedgerEvent.Intent(
                    key.hex(),
                    attempts(key) + 1,
                    key.request(),
                    key.annotator(),
                    key.replicate(),
                    worst,
                    now())));
    List<String> keys = worstMicrousd.keySet().stream().map(CallKey::hex).toList();
    events.add(new LedgerEvent.BatchIntent(name, keys, tokens, now()));
    append(events);
  }

  void batchCreated(String name, String serverId) {
    append(List.of(new LedgerEvent.BatchCreated(name, serverId, now())));
  }

  /** Keeps answers of a batch that came together. */
  void answerAll(List<BatchAnswer> answers) {
    List<LedgerEvent> events = new ArrayList<>();
    for (BatchAnswer answer : answers) {
      events.add(
          new LedgerEvent.Answer(
              answer.key(),
              answer.attempt(),
              answer.body(),
              answer.usage().inputTokens(),
              answer.usage().outputTokens(),
              answer.costMicrousd(),
              now()));
    }
    append(events);
  }

  /** Keeps that nothing more comes of a batch, and why some of its calls have no answer. */
  void closeBatch(OpenBatch batch, String status, Map<String, CallFailure.Reason> failures) {
    List<LedgerEvent> events = new ArrayList<>();
    failures.forEach((key, reason) -> events.add(failure(key, batch.attempts().get(key), reason)));
    events.add(new LedgerEvent.BatchClosed(batch.name(), status, now()));
    append(events);
  }

  private LedgerEvent failure(String key, int attempt, CallFailure.Reason reason) {
    return reason.inDoubt()
        ? new LedgerEvent.Doubt(key, attempt, reason.column(), now())
        : new LedgerEvent.Unbilled(key, attempt, reason.column(), now());
  }

  /** Hands every kept answer to {@code consumer}, the first of each key, in the order written. */
  public void forEachAnswer(Consumer<LedgerEvent.Answer> consumer) {
    Set<String> seen = new HashSet<>();
    segments.read(
        segments.parts(),
        content -> {
          for (LedgerEvent event : content.events()) {
            if (event instanceof LedgerEvent.Answer answer && seen.add(answer.key())) {
              consumer.accept(answer);
            }
          }
        });
  }

  private String now() {
    return clock.instant().toString();
  }

  private void append(LedgerEvent event) {
    append(List.of(event));
  }

  private void append(List<LedgerEvent> events) {
    log.append(events);
    events.forEach(this::apply);
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
      Optional.ofNullable(entries.get(unbilled.key()))
          .ifPresent(
              entry -> {
                entry.open.remove(unbilled.attempt());
                entry.lastFailure = unbilled.reason();
              });
    } else if (event instanceof LedgerEvent.Doubt doubt) {
      Optional.ofNullable(entries.get(doubt.key()))
          .ifPresent(entry -> entry.lastFailure = doubt.reason());
    } else {
      applyToBatch(event);
    }
  }

  private void applyToBatch(LedgerEvent event) {
    if (event instanceof LedgerEvent.BatchIntent intent) {
      Map<String, Integer> attempts = new LinkedHashMap<>();
      intent.keys().forEach(key -> attempts.put(key, entries.get(key).attempts));
      batchesBegun = true;
      batches.put(
          intent.batch(),
          new OpenBatch(
              intent.batch(),
              Optional.empty(),
              attempts,
              intent.tokens(),
              Instant.parse(intent.at())));
    } else if (event instanceof LedgerEvent.BatchCreated created) {
      batches.computeIfPresent(
          created.batch(),
          (name, batch) ->
              new OpenBatch(
                  name,
                  Optional.of(created.serverId()),
                  batch.attempts(),
                  batch.tokens(),
                  batch.intended()));
    } else if (event instanceof LedgerEvent.BatchClosed ended) {
      batches.remove(ended.batch());
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
