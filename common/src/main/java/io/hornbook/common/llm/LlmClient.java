package io.hornbook.common.llm;

import io.hornbook.common.failure.DataException;
import io.hornbook.common.llm.CallFailure.Next;
import io.hornbook.common.llm.CallFailure.Reason;
import io.hornbook.common.llm.LlmReport.Cause;
import io.hornbook.common.llm.LlmReport.Failure;
import io.hornbook.common.llm.LlmReport.Stop;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Makes calls, many at once, each answered and paid for once. For every attempt, in this order: its
 * worst price is reserved, the rate limits let it pass, its intent is durable in the ledger, the
 * request leaves, and what came back is written, which is durable before the next intent of the
 * same thread is. A key that the ledger has an answer to is not sent. Answers are read from the
 * ledger ({@link Ledger#forEachAnswer}), whenever they came.
 */
public final class LlmClient<R extends LlmRequest> {
  private final LlmServer<R> server;
  private final Ledger ledger;
  private final Budget budget;
  private final Price price;
  private final CallLimits limits;
  private final Ticker ticker;
  private final RateLimit rates;
  private final Backoff backoff;

  /**
   * A client of one server and one model.
   *
   * @param price of the model of every call
   * @param seed of the chance in the waits
   */
  public LlmClient(
      LlmServer<R> server,
      Ledger ledger,
      Budget budget,
      Price price,
      CallLimits limits,
      Ticker ticker,
      long seed) {
    this.server = server;
    this.ledger = ledger;
    this.budget = budget;
    this.price = price;
    this.limits = limits;
    this.ticker = ticker;
    this.rates = new RateLimit(limits.requestsPerMinute(), limits.tokensPerMinute(), ticker);
    this.backoff = new Backoff(limits.firstBackoff(), limits.longestBackoff(), seed);
  }

  /**
   * Makes every call that the ledger has no answer to.
   *
   * @param calls taken one by one as there is room for them, never two at the same time
   * @param progress told after each call, by any thread
   * @throws DataException if the ledger cannot be written; what it holds remains
   */
  public LlmReport run(Iterator<LlmCall<R>> calls, Consumer<Progress> progress) {
    Run run = new Run(calls, progress);
    List<Thread> workers =
        Stream.generate(() -> Ledger.daemon(run, "llm-call")).limit(limits.concurrency()).toList();
    for (Thread worker : workers) {
      worker.setUncaughtExceptionHandler((thread, error) -> run.defect.compareAndSet(null, error));
      worker.start();
    }
    try {
      for (Thread worker : workers) {
        worker.join();
      }
    } catch (InterruptedException e) {
      workers.forEach(Thread::interrupt);
      Thread.currentThread().interrupt();
      throw new DataException("Cannot go on with the calls: interrupted", e);
    }
    return run.report();
  }

  /** One run's calls, shared by its threads. */
  private final class Run implements Runnable {
    private final Iterator<LlmCall<R>> calls;
    private final Consumer<Progress> progress;
    private final Set<String> begun = ConcurrentHashMap.newKeySet();
    private final Map<String, Failure> failures = new ConcurrentHashMap<>();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong replayed = new AtomicLong();
    private final AtomicInteger failedInARow = new AtomicInteger();
    private final AtomicReference<Stop> stop = new AtomicReference<>();
    private final AtomicReference<Throwable> defect = new AtomicReference<>();

    Run(Iterator<LlmCall<R>> calls, Consumer<Progress> progress) {
      this.calls = calls;
      this.progress = progress;
    }

    @Override
    public void run() {
      try {
        for (Optional<LlmCall<R>> call = next(); call.isPresent(); call = next()) {
          if (begun.add(call.get().key().hex())) {
            make(call.get());
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        defect.compareAndSet(null, e);
      }
    }

    private synchronized Optional<LlmCall<R>> next() {
      boolean goOn = stop.get() == null && defect.get() == null && calls.hasNext();
      return goOn ? Optional.of(calls.next()) : Optional.empty();
    }

    private void make(LlmCall<R> call) throws InterruptedException {
      if (ledger.answered(call.key())) {
        replayed.incrementAndGet();
      } else {
        send(call);
      }
      progress.accept(progress());
    }

    private void send(LlmCall<R> call) throws InterruptedException {
      for (int tries = 1; tries <= limits.maxAttempts() && goesOn(tries); tries++) {
        Optional<CallFailure> failure = attempt(call);
        if (failure.isEmpty()) {
          return;
        }
        Duration wait = backoff.after(tries, failure.get().retryAfter());
        if (failure.get().reason() == Reason.RATE_LIMITED) {
          rates.pause(failure.get().retryAfter().orElse(Duration.ZERO));
        }
        if (failure.get().reason().next() != Next.RETRY || tries == limits.maxAttempts()) {
          giveUp(call.key(), failure.get());
          return;
        }
        ticker.sleep(wait);
      }
    }

    /** A call that was begun is finished even after a stop, but not begun again. */
    private boolean goesOn(int tries) {
      return defect.get() == null && (tries == 1 || stop.get() == null);
    }

    private Optional<CallFailure> attempt(LlmCall<R> call) throws InterruptedException {
      long worst = price.worstMicrousd(call.request());
      if (!budget.reserve(worst)) {
        stop(Cause.BUDGET, "the next call could cost " + Dollars.text(worst));
        return Optional.empty();
      }
      boolean isOver = false;
      try {
        rates.acquire(call.inputTokens() + call.request().maxOutputTokens());
        int attempt = ledger.intend(call.key(), worst);
        Optional<CallFailure> failure = attempt(call, attempt, worst);
        isOver = true;
        return failure;
      } finally {
        if (!isOver) {
          budget.doubt(worst); // whoever waits for money would wait for ever
        }
      }
    }

    private Optional<CallFailure> attempt(LlmCall<R> call, int attempt, long worst) {
      try {
        keep(call.key(), attempt, sent(call.request()), worst);
        return Optional.empty();
      } catch (CallFailure failure) {
        ledger.failed(call.key(), attempt, failure.reason());
        if (failure.reason().inDoubt()) {
          budget.doubt(worst);
        } else {
          budget.release(worst);
        }
        return Optional.of(failure);
      }
    }

    /** A defect that one request meets is this request's failure; the server may have answered. */
    private String sent(R request) throws CallFailure {
      try {
        return server.send(request);
      } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
        throw new CallFailure(Reason.CLIENT_ERROR, e.getClass().getName(), Optional.empty());
      }
    }

    private void keep(CallKey key, int attempt, String body, long worst) {
      Optional<Usage> usage = Usage.of(body);
      long cost = usage.map(price::microusd).orElse(worst);
      ledger.answer(key, attempt, body, usage.orElse(new Usage(0, 0, 0)), cost);
      budget.settle(worst, cost);
      answered.incrementAndGet();
      failedInARow.set(0);
    }

    private void giveUp(CallKey key, CallFailure failure) {
      if (failure.reason().next() == Next.STOP) {
        stop(Cause.REFUSED, failure.getMessage());
        return;
      }
      failures.put(key.hex(), new Failure(failure.reason(), failure.getMessage()));
      if (failedInARow.incrementAndGet() >= limits.maxConsecutiveFailures()) {
        stop(
            Cause.OUTAGE,
            failedInARow.get() + " calls in a row failed; the last: " + failure.getMessage());
      }
    }

    private void stop(Cause cause, String detail) {
      stop.compareAndSet(null, new Stop(cause, detail));
    }

    private Progress progress() {
      return new Progress(
          answered.get(),
          replayed.get(),
          failures.size(),
          budget.spentMicrousd(),
          budget.doubtfulMicrousd());
    }

    private LlmReport report() {
      if (defect.get() instanceof Error error) {
        throw error;
      }
      if (defect.get() instanceof RuntimeException exception) {
        throw exception;
      }
      ledger.flush();
      return new LlmReport(
          answered.get(), replayed.get(), failures, Optional.ofNullable(stop.get()));
    }
  }
}
