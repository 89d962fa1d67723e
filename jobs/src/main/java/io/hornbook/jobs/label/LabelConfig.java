package io.hornbook.jobs.label;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import io.hornbook.common.llm.ApiKey;
import io.hornbook.common.llm.BatchLimits;
import io.hornbook.common.llm.CallLimits;
import io.hornbook.common.llm.ChatRequest;
import io.hornbook.common.llm.Dollars;
import io.hornbook.common.llm.Rubric;
import io.hornbook.common.llm.ScoreAnnotator;
import io.hornbook.common.llm.Truncation;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The section {@code label} of the config. */
public record LabelConfig(
    @JsonPropertyDescription("who labels: recorded (a file) or openai (a model)")
        Annotator annotator,
    @JsonPropertyDescription("labels from a file") RecordedConfig recorded,
    @JsonPropertyDescription("labels by a model, on any server that speaks OpenAI's protocol")
        OpenAiConfig openai) {

  /** Who labels. */
  public enum Annotator {
    /** A file of labels. */
    RECORDED,
    /** A model. */
    OPENAI
  }

  public LabelConfig {
    present("annotator", annotator);
    present("recorded", recorded);
    present("openai", openai);
  }

  /** Labels from a file. */
  public record RecordedConfig(
      @JsonPropertyDescription(
              "JSON lines with content_sha256, score 0 to 5, and optionally reasoning and second_score")
          Optional<String> path) {}

  /** How calls are made. */
  public enum Mode {
    /** One by one, answered at once. */
    LIVE,
    /** In files that the server answers within a day, for less. */
    BATCH
  }

  /** Which documents of each stratum are labelled. */
  public enum Strategy {
    /** Any, by a seeded order. */
    STRATIFIED,
    /** Those that an earlier classifier is least sure of. */
    UNCERTAINTY,
    /** As stratified, and only what the labels of earlier runs lack in each stratum. */
    TOP_UP
  }

  /** How large batches are. */
  public record BatchConfig(
      @JsonPropertyDescription("requests of one batch, 1 to 50,000") int maxRequests,
      @JsonPropertyDescription("bytes of one batch's file, 1,000 to 200,000,000") long maxBytes,
      @JsonPropertyDescription("input tokens in all unfinished batches, at least 1")
          long enqueuedTokens,
      @JsonPropertyDescription("seconds between two looks at the batches, at least 0")
          double pollSeconds) {
    /** A batch is listed at once or a few seconds after its creation. */
    private static final Duration SETTLING = Duration.ofMinutes(1);

    public BatchConfig {
      limits(1, maxRequests, maxBytes, enqueuedTokens, pollSeconds);
    }

    BatchLimits limits(int maxAttempts) {
      return limits(maxAttempts, maxRequests, maxBytes, enqueuedTokens, pollSeconds);
    }

    private static BatchLimits limits(
        int attempts, int requests, long bytes, long tokens, double seconds) {
      Duration poll = Duration.ofNanos((long) (seconds * 1e9));
      return new BatchLimits(requests, bytes, tokens, attempts, poll, SETTLING);
    }
  }

  /** Labels by a model. */
  public record OpenAiConfig(
      @JsonPropertyDescription("the model's name as the server knows it; it needs a price")
          String model,
      @JsonPropertyDescription("the server's base URL, up to and without /chat/completions")
          String baseUrl,
      @JsonPropertyDescription(
              "the environment variable that holds the API key; without one none is sent that matters")
          Optional<String> apiKeyEnv,
      @JsonPropertyDescription("the prompt file (io.hornbook.common.llm.Rubric)") String rubric,
      @JsonPropertyDescription("the file of prices by model") String prices,
      @JsonPropertyDescription("whether calls are made one by one or in batches") Mode mode,
      @JsonPropertyDescription("how large batches are, where mode is batch") BatchConfig batch,
      @JsonPropertyDescription("which documents of each stratum are labelled") Strategy strategy,
      @JsonPropertyDescription(
              "the run folder whose scores tell what an earlier classifier is unsure of; for uncertainty alone")
          Optional<String> scoresRun,
      @JsonPropertyDescription(
              "the score that says nothing either way, 0 to 1; for uncertainty alone")
          double uncertainAt,
      @JsonPropertyDescription("documents to label, 1 to 1,000,000") int sampleSize,
      @JsonPropertyDescription("share of them that is labelled twice, 0 to 1") double repeatShare,
      @JsonPropertyDescription("whether personal data and secrets are masked before a text is sent")
          boolean redact,
      @JsonPropertyDescription("tokens of a document that are shown, at least 16")
          int maxDocumentTokens,
      @JsonPropertyDescription("which part of a longer document is shown") Truncation.Keep keep,
      @JsonPropertyDescription(
              "the vocabulary that tokens are counted in: r50k_base, p50k_base, cl100k_base, o200k_base")
          String encoding,
      @JsonPropertyDescription("tokens at which the server ends an answer, at least 1")
          int maxAnswerTokens,
      @JsonPropertyDescription("tokens of a usual answer, for the forecast, 1 to max-answer-tokens")
          int usualAnswerTokens,
      @JsonPropertyDescription("0 to 2; the server's default without one")
          Optional<Double> temperature,
      @JsonPropertyDescription(
              "how the server is told what an answer looks like: json_schema (it enforces it), json_object or prompt")
          ChatRequest.AnswerFormat answerFormat,
      @JsonPropertyDescription("further properties of each request's body, such as seed")
          Map<String, JsonNode> extraBody,
      @JsonPropertyDescription("calls in flight at once, 1 to 10,000") int concurrency,
      @JsonPropertyDescription("requests a minute, at least 1") long requestsPerMinute,
      @JsonPropertyDescription(
              "tokens a minute, of requests and of the longest answers, at least 1")
          long tokensPerMinute,
      @JsonPropertyDescription(
              "how often one request is sent at most, at least 1: in one run, or in a batch in all of them")
          int maxAttempts,
      @JsonPropertyDescription(
              "requests in a row that fail for good and mean an outage, at least 1")
          int maxConsecutiveFailures,
      @JsonPropertyDescription("seconds after which a call is given up, above 0")
          double timeoutSeconds,
      @JsonPropertyDescription(
              "US dollars that the run's labels may cost at most, calls in doubt counted at their worst")
          BigDecimal maxUsd) {
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);

    public OpenAiConfig {
      present("model", model);
      present("base-url", baseUrl);
      URI server = URI.create(baseUrl);
      check(
          server.getUserInfo() == null && server.getQuery() == null,
          "base-url",
          "one with a user or a query",
          "scheme, host and path: the key belongs into the variable that api-key-env names");
      checkWay(mode, batch, strategy, scoresRun, uncertainAt);
      present("rubric", rubric);
      present("prices", prices);
      present("keep", keep);
      present("answer-format", answerFormat);
      present("encoding", encoding);
      present("max-usd", maxUsd);
      extraBody = extraBody == null ? Map.of() : Map.copyOf(extraBody);
      check(sampleSize >= 1 && sampleSize <= 1_000_000, "sample-size", sampleSize, "1 to 1000000");
      check(repeatShare >= 0 && repeatShare <= 1, "repeat-share", repeatShare, "0 to 1");
      checkUsual(usualAnswerTokens, maxAnswerTokens);
      checkTemperature(temperature.orElse(0.0));
      check(timeoutSeconds > 0, "timeout-seconds", timeoutSeconds, "above 0");
      check(maxUsd.signum() >= 0, "max-usd", maxUsd, "at least 0");
      new Truncation(maxDocumentTokens, keep, encoding);
      limits(concurrency, requestsPerMinute, tokensPerMinute, maxAttempts, maxConsecutiveFailures);
    }

    private static void checkWay(
        Mode mode,
        BatchConfig batch,
        Strategy strategy,
        Optional<String> scoresRun,
        double uncertainAt) {
      present("mode", mode);
      present("batch", batch);
      present("strategy", strategy);
      check(uncertainAt >= 0 && uncertainAt <= 1, "uncertain-at", uncertainAt, "0 to 1");
      check(
          strategy != Strategy.UNCERTAINTY || scoresRun.isPresent(),
          "scores-run",
          "(absent)",
          "a run folder with scores, since strategy is uncertainty");
    }

    private static void checkTemperature(double value) {
      check(value >= 0 && value <= 2, "temperature", value, "0 to 2");
    }

    private static void checkUsual(int usual, int most) {
      check(
          usual >= 1 && usual <= most,
          "usual-answer-tokens",
          usual,
          "1 to max-answer-tokens, " + most);
    }

    CallLimits limits() {
      return limits(
          concurrency, requestsPerMinute, tokensPerMinute, maxAttempts, maxConsecutiveFailures);
    }

    private static CallLimits limits(
        int concurrency, long requests, long tokens, int attempts, int failuresInARow) {
      return new CallLimits(
          concurrency, requests, tokens, attempts, FIRST_BACKOFF, LONGEST_BACKOFF, failuresInARow);
    }

    ScoreAnnotator scoreAnnotator() {
      return new ScoreAnnotator(
          model,
          Rubric.read(Path.of(rubric)),
          new Truncation(maxDocumentTokens, keep, encoding),
          redact,
          maxAnswerTokens,
          temperature.orElse(null),
          answerFormat,
          ChatRequest.canonicalExtra(extraBody));
    }

    ApiKey key(Map<String, String> environment) {
      return apiKeyEnv.map(name -> ApiKey.fromEnvironment(name, environment)).orElse(ApiKey.none());
    }

    Duration timeout() {
      return Duration.ofNanos((long) (timeoutSeconds * 1e9));
    }

    long maxMicrousd() {
      return Dollars.microusd(maxUsd);
    }
  }

  private static void present(String key, Object value) {
    boolean blank = value == null || (value instanceof String text && text.isBlank());
    check(!blank, key, "(empty)", "a value");
  }

  private static void check(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Invalid " + key + ": " + value + " (expected " + expected + ")");
    }
  }
}
