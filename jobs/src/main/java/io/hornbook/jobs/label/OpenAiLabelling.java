package io.hornbook.jobs.label;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.failure.HornbookException;
import io.hornbook.common.llm.ApiKey;
import io.hornbook.common.llm.Budget;
import io.hornbook.common.llm.Dollars;
import io.hornbook.common.llm.Forecast;
import io.hornbook.common.llm.Judgement;
import io.hornbook.common.llm.Ledger;
import io.hornbook.common.llm.LedgerEvent;
import io.hornbook.common.llm.LedgerStore;
import io.hornbook.common.llm.LedgerTotals;
import io.hornbook.common.llm.LlmClient;
import io.hornbook.common.llm.LlmReport;
import io.hornbook.common.llm.OpenAiServer;
import io.hornbook.common.llm.Price;
import io.hornbook.common.llm.PriceTable;
import io.hornbook.common.llm.ScoreAnnotator;
import io.hornbook.common.llm.ScoreFormat;
import io.hornbook.common.llm.Ticker;
import io.hornbook.jobs.label.LabelConfig.Mode;
import io.hornbook.jobs.label.LabelConfig.OpenAiConfig;
import io.hornbook.jobs.label.LabelRows.Label;
import io.hornbook.jobs.label.LabelRows.Origin;
import io.hornbook.jobs.label.Questions.Asked;
import io.hornbook.jobs.run.CallProgress;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.run.StorageLedgerStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Asks a model about a sample, from the driver: executors may run a task twice. */
final class OpenAiLabelling {
  private static final Duration LINGER = Duration.ofMillis(100);
  private static final int HEAD = 256;
  private static final int SHOWN = 3;
  private static final String BUDGET_KEY = "label.openai.max-usd";

  private final OpenAiConfig config;
  private final ScoreAnnotator annotator;
  private final ApiKey key;
  private final Price price;
  private final Clock clock;

  /**
   * @throws ConfigurationException if the key, the prompt or the model's price is missing
   */
  OpenAiLabelling(OpenAiConfig config, Map<String, String> environment, Clock clock) {
    this.config = config;
    this.annotator = config.scoreAnnotator();
    this.key = config.key(environment);
    PriceTable prices = PriceTable.read(Path.of(config.prices()));
    this.price = isBatch() ? prices.inBatch(config.model()) : prices.of(config.model());
    this.clock = clock;
  }

  /**
   * Labels a sample of the documents: as many as the labels of the earlier runs leave to be done.
   *
   * @param sample of the documents
   * @param texts document_id and text of the documents that it was drawn from
   * @param metrics takes the forecast's and the money's figures
   * @return nothing if the purpose is less than labels
   * @throws HornbookException if not every call could be made; the ledger holds what was paid for
   */
  Optional<LabelRows> rows(
      RunContext context, Sample sample, Dataset<Row> texts, Purpose purpose, ObjectNode metrics) {
    metrics.put("candidate_texts", sample.texts()).put("strata", sample.strata());
    Dataset<Row> questions =
        LabelTransforms.withText(sample.rows(), texts)
            .map(new QuestionRenderer(annotator), Encoders.row(QuestionRenderer.SCHEMA));
    Questions asked = new Questions(annotator, context.scratch("questions", questions));
    metrics.put("sampled", asked.documents()).put("truncated", asked.truncated());
    LedgerStore store =
        StorageLedgerStore.at(
            context.folder().storage(),
            new org.apache.hadoop.fs.Path(context.folder().job("label"), "ledger"));
    try (Ledger ledger = Ledger.open(store, clock, LINGER)) {
      forecast(context, asked, ledger, metrics);
      if (purpose == Purpose.DRY_RUN) {
        asked.first(SHOWN).forEach(prompt -> show(context, prompt));
        return Optional.empty();
      }
      Optional<LlmReport> report = ask(context, asked, ledger, purpose);
      metrics.set("money", Figures.of(ledger.totals()));
      return report.map(calls -> rows(asked, ledger, calls));
    }
  }

  private void forecast(RunContext context, Questions asked, Ledger ledger, ObjectNode metrics) {
    Forecast forecast = asked.forecast(ledger, price, config.usualAnswerTokens());
    String way = isBatch() ? " (in batches)" : "";
    context.say("label: forecast: " + forecast.text() + way);
    LedgerTotals totals = ledger.totals();
    context.say(
        "label: budget: %s, of which %s is spent and %s in doubt"
            .formatted(
                Dollars.text(config.maxMicrousd()),
                Dollars.text(totals.spentMicrousd()),
                Dollars.text(totals.doubtMicrousd())));
    metrics.set("forecast", Figures.of(forecast));
  }

  private static void show(RunContext context, Questions.Prompt prompt) {
    context.say("--- system\n" + prompt.system() + "\n--- user\n" + prompt.user() + "\n---");
  }

  private boolean isBatch() {
    return config.mode() == Mode.BATCH;
  }

  private Optional<LlmReport> ask(
      RunContext context, Questions asked, Ledger ledger, Purpose purpose) {
    CallProgress progress =
        new CallProgress(context, "label", asked.calls(), config.maxMicrousd(), clock);
    try (OpenAiServer server =
        OpenAiServer.at(config.baseUrl(), key, config.timeout(), config.concurrency(), clock)) {
      Optional<LlmReport> report =
          isBatch()
              ? new BatchLabelling(config, price, clock, context)
                  .report(server.batches(), asked, ledger, purpose, progress)
              : Optional.of(live(server, asked, ledger, context.seed(), progress));
      Optional<LlmReport.Stop> stop = report.flatMap(LlmReport::stop);
      if (stop.isPresent()) {
        throw stop.get()
            .failure("label", BUDGET_KEY, config.maxMicrousd(), ledger.totals(), asked.calls());
      }
      return report;
    }
  }

  private LlmReport live(
      OpenAiServer server, Questions asked, Ledger ledger, long seed, CallProgress progress) {
    if (ledger.inBatches() > 0) {
      throw new ConfigurationException(
          "Cannot label with label.openai.mode live: %,d calls are in batches (set mode to batch, and collect them first)"
              .formatted(ledger.inBatches()));
    }
    Budget budget = new Budget(config.maxMicrousd(), ledger.totals());
    return new LlmClient<>(server, ledger, budget, price, config.limits(), Ticker.system(), seed)
        .run(asked.iterator(), progress);
  }

  private LabelRows rows(Questions asked, Ledger ledger, LlmReport report) {
    LabelRows rows = new LabelRows(asked.labels());
    ledger.forEachAnswer(
        answer -> {
          long cost = answer.costMicrousd();
          for (Asked text : asked.asked().getOrDefault(answer.key(), List.of())) {
            add(rows, text, answer, cost);
            cost = 0; // a question that texts share is paid for once
          }
        });
    report
        .failures()
        .forEach(
            (call, failure) ->
                asked.asked().get(call).stream()
                    .map(text -> origin(text, failure.reason().column(), failure.detail()))
                    .forEach(origin -> rows.quarantine(origin, new byte[0], 1)));
    return rows;
  }

  private void add(LabelRows rows, Asked text, LedgerEvent.Answer answer, long cost) {
    Judgement judgement = ScoreFormat.judge(answer.body());
    if (judgement instanceof Judgement.Scored scored) {
      if (text.replicate() == 0) {
        rows.count(text.stratum(), scored.score());
      }
      rows.add(
          new Label(
              text.content(),
              annotator.fingerprint().id(),
              text.replicate(),
              scored.score(),
              scored.reasoning(),
              config.model(),
              annotator.rubric().sha256(),
              answer.inputTokens(),
              answer.outputTokens(),
              cost));
    } else if (judgement instanceof Judgement.Unscored unscored) {
      byte[] body = answer.body().getBytes(UTF_8);
      rows.quarantine(
          origin(text, unscored.reason().column(), key.mask(unscored.detail())),
          Arrays.copyOf(body, Math.min(body.length, HEAD)),
          1);
    }
  }

  private static Origin origin(Asked text, String reason, String error) {
    return new Origin(
        text.source(),
        text.path(),
        text.replicate(),
        reason,
        "content_sha256 " + text.content().hex() + ": " + error);
  }
}
