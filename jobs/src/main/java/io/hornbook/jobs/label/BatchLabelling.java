package io.hornbook.jobs.label;

import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.failure.NotReadyException;
import io.hornbook.common.llm.BatchClient;
import io.hornbook.common.llm.BatchReport;
import io.hornbook.common.llm.BatchServer;
import io.hornbook.common.llm.ChatRequest;
import io.hornbook.common.llm.Ledger;
import io.hornbook.common.llm.LlmCall;
import io.hornbook.common.llm.LlmReport;
import io.hornbook.common.llm.Price;
import io.hornbook.common.llm.Ticker;
import io.hornbook.jobs.label.LabelConfig.OpenAiConfig;
import io.hornbook.jobs.run.CallProgress;
import io.hornbook.jobs.run.RunContext;
import java.time.Clock;
import java.util.Optional;

/** Asks in batches: waits for them, or leaves them to a later start. */
final class BatchLabelling {
  private final OpenAiConfig config;
  private final Price price;
  private final Clock clock;
  private final RunContext context;

  BatchLabelling(OpenAiConfig config, Price price, Clock clock, RunContext context) {
    this.config = config;
    this.price = price;
    this.clock = clock;
    this.context = context;
  }

  /**
   * What the calls came to; nothing where they are only to be submitted.
   *
   * @throws NotReadyException if they are to be collected, and the server has not finished
   */
  Optional<LlmReport> report(
      BatchServer<ChatRequest> server,
      Questions asked,
      Ledger ledger,
      Purpose purpose,
      CallProgress progress) {
    BatchClient<ChatRequest> client = client(server, ledger);
    Iterable<LlmCall<ChatRequest>> calls = asked::iterator;
    if (purpose == Purpose.LABEL) {
      return Optional.of(client.run(calls, progress));
    }
    if (purpose == Purpose.COLLECT && !ledger.knowsBatches()) {
      throw new ConfigurationException(
          "Cannot collect labels: nothing was submitted (run label --submit first)");
    }
    BatchReport report = client.advance(calls, progress);
    boolean isOver = report.isFinished() || report.calls().stop().isPresent();
    if (purpose == Purpose.COLLECT && !isOver) {
      throw new NotReadyException("Cannot collect labels yet: " + told(report));
    }
    if (purpose == Purpose.SUBMIT) {
      context.say("label: " + told(report) + " (label --collect fetches the answers)");
    }
    boolean isStopped = report.calls().stop().isPresent();
    return purpose == Purpose.COLLECT || isStopped ? Optional.of(report.calls()) : Optional.empty();
  }

  private BatchClient<ChatRequest> client(BatchServer<ChatRequest> server, Ledger ledger) {
    return new BatchClient<>(
        server,
        ledger,
        config.maxMicrousd(),
        price,
        config.batch().limits(config.maxAttempts()),
        config.limits(),
        Ticker.system(),
        clock,
        context.seed());
  }

  private static String told(BatchReport report) {
    return "%,d calls are in batches, %,d wait for room"
        .formatted(report.inBatches(), report.waiting());
  }
}
