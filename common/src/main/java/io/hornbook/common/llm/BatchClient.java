package io.hornbook.common.llm;

import io.hornbook.common.failure.DataException;
import io.hornbook.common.llm.CallFailure.Next;
import io.hornbook.common.llm.CallFailure.Reason;
import io.hornbook.common.llm.Ledger.OpenBatch;
import io.hornbook.common.llm.LlmReport.Cause;
import io.hornbook.common.llm.LlmReport.Failure;
import io.hornbook.common.llm.LlmReport.Stop;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Makes calls in batches, each answered and paid for once, over as many starts of the program as it
 * takes: all that it knows of batches stands in the ledger. A batch's file is uploaded, its intent
 * is durable, it is created with its name in its metadata, and its id is durable. Whoever dies in
 * between finds it again by its name. What a finished batch did not answer goes into the next one,
 * as often as the limits say. One thread at a time.
 */
public final class BatchClient<R extends LlmRequest> {
  private static final String NOT_CREATED = "not_created";

  private final BatchServer<R> server;
  private final Ledger ledger;
  private final long limitMicrousd;
  private final Price price;
  private final BatchLimits limits;
  private final Exchange exchange;
  private final Ticker ticker;
  private final Clock clock;
  private final Map<String, String> details = new HashMap<>();
  private long answered;

  /**
   * A client of one server.
   *
   * @param limitMicrousd the budget, which earlier calls and those in open batches count against
   * @param price of the model of every call, in a batch
   * @param calls how stubbornly the server is asked
   * @param seed of the chance in the waits
   */
  public BatchClient(
      BatchServer<R> server,
      Ledger ledger,
      long limitMicrousd,
      Price price,
      BatchLimits limits,
      CallLimits calls,
      Ticker ticker,
      Clock clock,
      long seed) {
    this.server = server;
    this.ledger = ledger;
    this.limitMicrousd = limitMicrousd;
    this.price = price;
    this.limits = limits;
    this.exchange = new Exchange(calls, ticker, seed);
    this.ticker = ticker;
    this.clock = clock;
  }

  /**
   * Advances until every call is answered or has failed for good, or nothing more may be submitted.
   *
   * @param calls gives the same calls each time it is iterated
   * @param progress told after each look at the batches
   */
  public LlmReport run(Iterable<LlmCall<R>> calls, Consumer<Progress> progress) {
    BatchReport report = advance(calls, progress);
    while (!report.isFinished() && report.calls().stop().isEmpty()) {
      sleep(limits.poll());
      report = advance(calls, progress);
    }
    return report.calls();
  }

  /**
   * Looks once at every open batch, keeps what the finished ones hold, and submits what is in none,
   * as far as the limits and the budget allow.
   *
   * @throws DataException if the ledger cannot be written; what it holds remains
   */
  public BatchReport advance(Iterable<LlmCall<R>> calls, Consumer<Progress> progress) {
    Look look = new Look();
    try {
      for (OpenBatch batch : ledger.openBatches()) {
        collect(batch);
      }
      submit(calls, look);
    } catch (CallFailure failure) {
      Cause cause = failure.reason().next() == Next.STOP ? Cause.REFUSED : Cause.OUTAGE;
      look.stop = new Stop(cause, failure.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException("Cannot go on with the batches: interrupted", e);
    }
    LedgerTotals totals = ledger.totals();
    progress.accept(
        new Progress(
            answered,
            look.replayed - answered,
            look.failures.size(),
            totals.spentMicrousd(),
            totals.doubtMicrousd()));
    return look.report();
  }

  /** What one advance found. */
  private final class Look {
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Failure> failures = new HashMap<>();
    private long replayed;
    private long waiting;
    private Stop stop;

    BatchReport report() {
      return new BatchReport(
          new LlmReport(
              answered, Math.max(0, replayed - answered), failures, Optional.ofNullable(stop)),
          ledger.inBatches(),
          waiting);
    }
  }

  private void collect(OpenBatch batch) throws CallFailure, InterruptedException {
    Optional<String> id = batch.serverId();
    if (id.isEmpty()) {
      id = exchange.of(() -> server.find(batch.name()));
      if (id.isPresent()) {
        ledger.batchCreated(batch.name(), id.get());
      } else if (isSettled(batch)) {
        close(batch, NOT_CREATED, Reason.BATCH_NOT_CREATED, "");
      }
    }
    if (id.isPresent()) {
      String known = id.get();
      BatchServer.State state = exchange.of(() -> server.state(known));
      if (state.isFinal()) {
        BatchResults results = new BatchResults(ledger, batch, price);
        for (String file : files(state)) {
          exchange.of(() -> read(file, results));
        }
        results.close(state);
        details.putAll(results.details());
        answered += results.answered();
      }
    }
  }

  /** The answers before the errors, so that a call that has both counts as answered. */
  private static List<String> files(BatchServer.State state) {
    return java.util.stream.Stream.of(state.outputFile(), state.errorFile())
        .flatMap(Optional::stream)
        .toList();
  }

  private boolean read(String file, BatchResults results) throws CallFailure {
    server.rows(file, results::add);
    return true;
  }

  private boolean isSettled(OpenBatch batch) {
    return !clock.instant().isBefore(batch.intended().plus(limits.settling()));
  }

  private void close(OpenBatch batch, String status, Reason reason, String detail) {
    Map<String, Reason> failures = new LinkedHashMap<>();
    batch.attempts().keySet().forEach(call -> failures.put(call, reason));
    batch.attempts().keySet().forEach(call -> details.put(call, detail));
    ledger.closeBatch(batch, status, failures);
  }

  private void submit(Iterable<LlmCall<R>> calls, Look look)
      throws CallFailure, InterruptedException {
    Set<String> open = new HashSet<>();
    ledger.openBatches().forEach(batch -> open.addAll(batch.attempts().keySet()));
    Budget budget = new Budget(limitMicrousd, ledger.totals());
    try (BatchFile<R> file = new BatchFile<>(limits)) {
      for (LlmCall<R> call : calls) {
        String hex = call.key().hex();
        if (look.seen.add(hex) && !open.contains(hex) && isToBeAsked(call, look)) {
          put(call, file, budget, look);
        }
      }
      send(file);
    }
    if (look.waiting > 0 && look.stop == null && ledger.inBatches() == 0) {
      look.stop = new Stop(Cause.BUDGET, "the next call does not fit");
    }
  }

  private boolean isToBeAsked(LlmCall<R> call, Look look) {
    if (ledger.answered(call.key())) {
      look.replayed++;
      return false;
    }
    Optional<Reason> last = ledger.lastFailure(call.key());
    boolean hasFailed =
        last.isPresent()
            && (last.get().next() == Next.GIVE_UP
                || ledger.attempts(call.key()) >= limits.maxAttempts());
    if (hasFailed) {
      String detail = details.getOrDefault(call.key().hex(), "in an earlier batch");
      look.failures.put(call.key().hex(), new Failure(last.get(), detail));
    }
    return !hasFailed;
  }

  /** Puts a call into the next batch, which is sent first if it is full. */
  private void put(LlmCall<R> call, BatchFile<R> file, Budget budget, Look look)
      throws CallFailure, InterruptedException {
    String line = server.line(call.key().hex(), call.request());
    if (!file.takes(call, line)) {
      send(file);
    }
    long enqueued = ledger.openBatches().stream().mapToLong(OpenBatch::tokens).sum();
    long tokens = enqueued + file.tokens();
    boolean isRoom = tokens == 0 || tokens + call.inputTokens() <= limits.enqueuedTokens();
    long worst = price.worstMicrousd(call.request());
    if (look.waiting == 0 && isRoom && budget.reserveNow(worst)) {
      file.add(call, line, worst);
    } else {
      look.waiting++;
    }
  }

  private void send(BatchFile<R> file) throws CallFailure, InterruptedException {
    if (file.isEmpty()) {
      return;
    }
    String uploaded = exchange.of(() -> server.upload(file.path()));
    String name = UUID.randomUUID().toString();
    ledger.intendBatch(name, file.worst(), file.tokens());
    file.clear();
    try {
      ledger.batchCreated(name, exchange.once(() -> server.create(uploaded, name)));
    } catch (CallFailure failure) {
      recover(name, failure);
    }
  }

  /** A creation that failed may have succeeded all the same. */
  private void recover(String name, CallFailure failure) throws CallFailure, InterruptedException {
    Optional<String> found = exchange.of(() -> server.find(name));
    if (found.isPresent()) {
      ledger.batchCreated(name, found.get());
    } else if (!failure.reason().inDoubt()) {
      OpenBatch batch =
          ledger.openBatches().stream().filter(open -> open.name().equals(name)).findFirst().get();
      close(batch, NOT_CREATED, Reason.BATCH_NOT_CREATED, failure.getMessage());
      throw failure;
    }
  }

  private void sleep(Duration duration) {
    try {
      ticker.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException("Cannot go on with the batches: interrupted", e);
    }
  }
}
