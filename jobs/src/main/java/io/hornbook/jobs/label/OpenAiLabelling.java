package io.hornbook.jobs.label;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.failure.HornbookException;
import io.hornbook.common.llm.ApiKey;
import io.hornbook.common.llm.Budget;
import io.hornbook.common.llm.ChatRequest;
import io.hornbook.common.llm.Forecast;
import io.hornbook.common.llm.Judgement;
import io.hornbook.common.llm.Ledger;
import io.hornbook.common.llm.LedgerEvent;
import io.hornbook.common.llm.LedgerTotals;
import io.hornbook.common.llm.LlmClient;
import io.hornbook.common.llm.LlmReport;
import io.hornbook.common.llm.OpenAiServer;
import io.hornbook.common.llm.Price;
import io.hornbook.common.llm.PriceTable;
import io.hornbook.common.llm.ScoreAnnotator;
import io.hornbook.common.llm.ScoreFormat;
import io.hornbook.common.llm.Ticker;
import io.hornbook.jobs.label.LabelConfig.OpenAiConfig;
import io.hornbook.jobs.label.LabelRows.Label;
import io.hornbook.jobs.label.LabelRows.Origin;
import io.hornbook.jobs.label.Questions.Asked;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.run.StorageLedgerStore;
import io.hornbook.jobs.table.DocumentsTable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a model about a sample, from the driver: executors may run a task twice. */
final class OpenAiLabelling {
  private static final Logger LOG = LoggerFactory.getLogger(OpenAiLabelling.class);
  private static final Duration LINGER = Duration.ofMillis(100);
  private static final int HEAD = 256;
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
    this.price = PriceTable.read(Path.of(config.prices())).of(config.model());
    this.clock = clock;
  }

  /**
   * Labels a sample of the documents: as many as the labels of the earlier runs leave to be done.
   *
   * @param candidates the documents that are still in, without their texts
   * @param earlier the labels that this annotator has given in earlier runs of the chain
   * @param metrics takes the sample's, the forecast's and the money's figures
   * @throws HornbookException if not every call could be made; the ledger holds what was paid for
   */
  LabelRows rows(
      RunContext context, Dataset<Row> candidates, Dataset<Row> earlier, ObjectNode metrics) {
    long labelled = earlier.select("content_sha256").distinct().count();
    Sample sample =
        Sample.of(
            LabelTransforms.unlabelled(candidates, earlier),
            (int) Math.max(0, config.sampleSize() - labelled),
            config.repeatShare(),
            context.seed());
    metrics.put("texts_labelled_in_earlier_runs", labelled);
    metrics.put("candidate_texts", sample.texts()).put("strata", sample.strata());
    Dataset<Row> questions =
        LabelTransforms.withText(sample.rows(), context.read(DocumentsTable.TABLE))
            .map(new QuestionRenderer(annotator), Encoders.row(QuestionRenderer.SCHEMA));
    Questions asked = new Questions(annotator, context.scratch("questions", questions));
    metrics.put("sampled", asked.documents()).put("truncated", asked.truncated());
    var store =
        StorageLedgerStore.at(
            context.folder().storage(),
            new org.apache.hadoop.fs.Path(context.folder().job("label"), "ledger"));
    try (Ledger ledger = Ledger.open(store, clock, LINGER)) {
      LlmReport report = ask(asked, ledger, context.seed(), metrics);
      return rows(asked, ledger, report);
    }
  }

  private LlmReport ask(Questions asked, Ledger ledger, long seed, ObjectNode metrics) {
    Forecast forecast = asked.forecast(ledger, price, config.usualAnswerTokens());
    LOG.info("label: forecast: {}", forecast.text());
    metrics.set("forecast", figures(forecast));
    Budget budget = new Budget(config.maxMicrousd(), ledger.totals());
    try (OpenAiServer server =
        OpenAiServer.at(config.baseUrl(), key, config.timeout(), config.concurrency(), clock)) {
      LlmClient<ChatRequest> client =
          new LlmClient<>(server, ledger, budget, price, config.limits(), Ticker.system(), seed);
      LlmReport report =
          client.run(
              asked.iterator(), new CallProgress(asked.calls(), budget.limitMicrousd(), clock));
      LedgerTotals totals = ledger.totals();
      metrics.set("money", figures(totals));
      if (report.stop().isPresent()) {
        throw report
            .stop()
            .get()
            .failure("label", BUDGET_KEY, config.maxMicrousd(), totals, asked.calls());
      }
      return report;
    }
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

  private static ObjectNode figures(Forecast forecast) {
    return Figures.node()
        .put("documents", forecast.documents())
        .put("calls", forecast.calls())
        .put("input_tokens", forecast.inputTokens())
        .put("output_tokens", forecast.outputTokens())
        .put("expected_microusd", forecast.expectedMicrousd())
        .put("worst_microusd", forecast.worstMicrousd());
  }

  private static ObjectNode figures(LedgerTotals totals) {
    return Figures.node()
        .put("answered", totals.answered())
        .put("spent_microusd", totals.spentMicrousd())
        .put("in_doubt", totals.inDoubt())
        .put("doubt_microusd", totals.doubtMicrousd());
  }
}
