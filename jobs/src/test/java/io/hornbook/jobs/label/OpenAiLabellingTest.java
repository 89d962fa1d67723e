package io.hornbook.jobs.label;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.failure.DataException;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.rule.Rule;
import io.hornbook.common.rule.RuleSet;
import io.hornbook.common.signal.Signal;
import io.hornbook.common.signal.SignalType;
import io.hornbook.common.testing.ChatServer;
import io.hornbook.common.testing.ChatServer.Step;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import io.hornbook.jobs.testing.TextExchanges;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@SparkTest
class OpenAiLabellingTest {
  static final String SECRET = "sk-live-9876543210zyxwvutsrq";
  private static final Signal COUNT =
      Arrays.stream(Signal.values())
          .filter(signal -> signal.type() == SignalType.COUNT)
          .findFirst()
          .orElseThrow();
  private static final RuleSet RULES =
      new RuleSet(List.of(new Rule.Bounds("too_many", COUNT.column(), 0, 0, List.of())));

  private static final List<Step> STEPS =
      List.of(
          Step.score(3),
          Step.score(9),
          new Step.Refusal("No."),
          new Step.Content("{", "length"),
          new Step.Content("three", "stop"),
          new Step.Body("<html>"),
          Step.status(400),
          Step.status(500),
          new Step.Cut(ChatServer.answer(2)));

  /** What the steps but the first end in. */
  private static final List<String> REASONS =
      List.of(
          "score_out_of_range",
          "refusal",
          "truncated_answer",
          "malformed_answer",
          "malformed_response",
          "request_rejected",
          "server_error",
          "connection_cut");

  private final SparkSession session;
  private final Path temporary;

  OpenAiLabellingTest(SparkSession session, @TempDir Path temporary) {
    this.session = session;
    this.temporary = temporary;
  }

  static LabelJob job(ChatServer chat, String... assignments) throws IOException {
    return job(Purpose.LABEL, chat, assignments);
  }

  static LabelJob job(Purpose purpose, ChatServer chat, String... assignments) throws IOException {
    return job(purpose, chat.baseUrl(), assignments);
  }

  static LabelJob job(Purpose purpose, String baseUrl, String... assignments) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "annotator=openai",
                "openai.base-url=" + baseUrl,
                "openai.sample-size=30",
                "openai.repeat-share=0",
                "openai.max-usd=10",
                "openai.requests-per-minute=1000000",
                "openai.tokens-per-minute=1000000000",
                "openai.max-attempts=2",
                "openai.concurrency=8"));
    all.addAll(List.of(assignments));
    return new LabelJob(
        LabelConfigTest.config(all.toArray(String[]::new)),
        RULES,
        Map.of("OPENAI_API_KEY", SECRET),
        Clock.systemUTC(),
        purpose);
  }

  static Published documents(int count) {
    Published published = new Published();
    for (int i = 0; i < count; i++) {
      String text = "# file " + i + " by ann.smith@gmail.com\n" + "x = 1\n".repeat(i % 17);
      published.add(
          "s" + i % 2, "f" + i + ".py", i % 5 == 0 ? null : "python", text.getBytes(UTF_8));
    }
    return published;
  }

  @Test
  void labelsASampleOfWhatIsStillInAndShipsNoText() throws IOException {
    Runs runs = new Runs(session, temporary);
    withDocumentsThatAreOut(documents(100)).in(runs);
    try (ChatServer chat = ChatServer.start((user, turn) -> Step.score(user.length() % 6));
        TextExchanges exchanges = TextExchanges.in(session)) {
      Manifest manifest = runs.run(job(chat));

      assertThat(manifest.accounting().kept()).isEqualTo(30);
      assertThat(manifest.metrics().path("candidate_texts").asInt()).isEqualTo(100);
      assertThat(manifest.metrics().path("strata").asInt()).isGreaterThan(20);
      assertThat(chat.billed()).isEqualTo(30);
      assertThat(exchanges.seen()).isNotEmpty();
      assertThat(exchanges.found()).isEmpty();
      chat.requests().forEach(OpenAiLabellingTest::checkQuestion);
      checkMoney(runs, manifest);
      assertThat(runs.run(job(chat)).attempt()).isEqualTo(manifest.attempt());
      assertThat(chat.billed()).isEqualTo(30);
    }
  }

  private static Published withDocumentsThatAreOut(Published published) {
    for (int i = 0; i < 20; i++) {
      published.addGated("s0", "gated" + i, "python", ("gated " + i).getBytes(UTF_8), COUNT);
      published.addDuplicate("s0", "twin" + i, "python", ("twin " + i).getBytes(UTF_8));
    }
    return published;
  }

  private static void checkQuestion(JsonNode request) {
    String user = request.path("messages").path(1).path("content").asText();
    assertThat(user).contains("by <EMAIL>").doesNotContain("gated", "twin", "@gmail");
  }

  private void checkMoney(Runs runs, Manifest manifest) {
    List<Row> labels =
        LabelJobTest.table(session, runs.folder(), manifest, "labels").collectAsList();
    assertThat(labels).hasSize(30).allMatch(row -> row.<Long>getAs("cost_microusd") > 0);
    long cost = labels.stream().mapToLong(row -> row.getAs("cost_microusd")).sum();
    JsonNode money = manifest.metrics().path("money");
    assertThat(money.path("spent_microusd").asLong()).isEqualTo(cost);
    JsonNode forecast = manifest.metrics().path("forecast");
    assertThat(forecast.path("calls").asInt()).isEqualTo(30);
    assertThat(forecast.path("worst_microusd").asLong()).isGreaterThan(cost);
  }

  @Test
  void drawsTheSameSampleFromAnyOrderOfTheDocuments() throws IOException {
    Runs first = new Runs(session, temporary.resolve("a"));
    Runs second = new Runs(session, temporary.resolve("b"));
    documents(200).in(first);
    documents(200).reversed().in(second);
    try (ChatServer chat = ChatServer.start((user, turn) -> Step.score(user.length() % 6))) {
      Manifest one = first.run(job(chat));
      session.conf().set("spark.sql.shuffle.partitions", "7");
      try {
        assertThat(second.run(job(chat)).digest()).isEqualTo(one.digest());
      } finally {
        session.conf().set("spark.sql.shuffle.partitions", "4");
      }
    }
  }

  @Test
  void endsEveryQuestionInALabelOrAQuarantineRow() throws IOException {
    Runs runs = new Runs(session, temporary);
    documents(60).in(runs);
    AtomicInteger next = new AtomicInteger();
    Map<String, Step> chosen = new java.util.concurrent.ConcurrentHashMap<>();
    try (ChatServer chat =
        ChatServer.start(
            (user, turn) ->
                chosen.computeIfAbsent(
                    user, key -> STEPS.get(next.getAndIncrement() % STEPS.size())))) {
      Manifest manifest = runs.run(job(chat, "openai.sample-size=45"));
      assertThat(manifest.accounting().read()).isEqualTo(45);
      assertThat(manifest.accounting().kept()).isEqualTo(5);
      assertThat(manifest.accounting().quarantined())
          .isEqualTo(REASONS.stream().collect(Collectors.toMap(reason -> reason, reason -> 5L)));
      List<Row> rows =
          LabelJobTest.table(session, runs.folder(), manifest, "quarantine").collectAsList();
      assertThat(rows).hasSize(40).allMatch(row -> row.<String>getAs("origin").endsWith(".py"));
      JsonNode money = manifest.metrics().path("money");
      assertThat(money.path("answered").asInt()).isEqualTo(30);
      assertThat(money.path("in_doubt").asInt()).isEqualTo(10);
      assertThat(chat.billed()).isEqualTo(40);
    }
  }

  @Test
  void goesOnWhereItDiedAndPaysForNothingTwice() throws IOException {
    Runs runs = new Runs(session, temporary);
    documents(80).in(runs);
    AtomicInteger requests = new AtomicInteger();
    try (ChatServer chat =
        ChatServer.start(
            (user, turn) ->
                requests.incrementAndGet() == 12
                    ? new Step.Status(401, Map.of(), "{\"error\":\"Bad key " + SECRET + "\"}")
                    : Step.score(1))) {
      LabelJob job = job(chat);
      assertThatThrownBy(() -> runs.run(job))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("Bad key ***")
          .hasMessageContaining("calls are answered and kept");
      assertThat(runs.folder().manifest("label")).isEmpty();
      int before = chat.billed();
      assertThat(before).isBetween(11, 29);

      Manifest manifest = runs.run(job);
      assertThat(manifest.accounting().kept()).isEqualTo(30);
      assertThat(chat.billed()).isEqualTo(30);
      assertThat(chat.billedTwice()).isZero();
      assertThat(manifest.metrics().path("forecast").path("calls").asInt()).isEqualTo(30 - before);

      Manifest larger = runs.replace(job(chat, "openai.sample-size=40"));
      assertThat(larger.accounting().kept()).isEqualTo(40);
      assertThat(chat.billedTwice()).isZero();
    }
  }

  @Test
  void stopsBeforeTheBudgetAndSaysHowToGoOn() throws IOException {
    Runs runs = new Runs(session, temporary);
    documents(80).in(runs);
    try (ChatServer chat = ChatServer.start((user, turn) -> Step.score(1))) {
      assertThatThrownBy(() -> runs.run(job(chat, "openai.max-usd=0.005")))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("Cannot label within max-usd $0.005000")
          .hasMessageContaining("raise label.openai.max-usd and run again");
      assertThat(chat.billed()).isBetween(1, 29);
      Manifest manifest = runs.run(job(chat));
      assertThat(manifest.accounting().kept()).isEqualTo(30);
      assertThat(chat.billed()).isEqualTo(30);
    }
  }

  @Test
  void labelsAShareTwiceAndReportsTheAgreement() throws IOException {
    Runs runs = new Runs(session, temporary);
    documents(80).in(runs);
    try (ChatServer chat =
        ChatServer.start((user, turn) -> Step.score(Math.min(5, user.length() % 5 + turn)))) {
      Manifest manifest =
          runs.run(
              job(
                  chat,
                  "openai.sample-size=80",
                  "openai.repeat-share=0.5",
                  "openai.concurrency=1"));
      JsonNode replicates = manifest.metrics().path("replicates");
      // Of these 80 texts, under this seed, 36: another implementation of the ranks says so.
      assertThat(replicates.path("pairs").asInt()).isEqualTo(36);
      assertThat(replicates.path("exact").asDouble()).isZero();
      assertThat(replicates.path("within_one").asDouble()).isEqualTo(1);
      assertThat(manifest.accounting().kept()).isEqualTo(80 + replicates.path("pairs").asInt());
    }
  }

  @Test
  void callsAServerThatIsDownAnOutage() throws IOException {
    Runs runs = new Runs(session, temporary);
    documents(40).in(runs);
    try (ChatServer chat = ChatServer.start((user, turn) -> Step.status(500))) {
      LabelJob job = job(chat, "openai.max-consecutive-failures=5", "openai.max-attempts=1");
      assertThatThrownBy(() -> runs.run(job))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("calls in a row failed");
    }
  }

  @Test
  void showsTheKeyNowhere() throws IOException {
    Runs runs = new Runs(session, temporary);
    documents(40).in(runs);
    String echo =
        "{\"choices\":[{\"message\":{\"content\":\"{}\",\"refusal\":\"key " + SECRET + "\"}}]}";
    try (ChatServer chat = ChatServer.start((user, turn) -> new Step.Body(echo));
        Logged log = Logged.everything()) {
      Manifest manifest = runs.run(job(chat));
      assertThat(manifest.accounting().quarantined()).containsOnlyKeys("refusal");
      assertThat(chat.authorizations()).containsExactly("Bearer " + SECRET);
      List<Row> rows =
          LabelJobTest.table(session, runs.folder(), manifest, "quarantine").collectAsList();
      assertThat(rows.toString()).contains("key ***").doesNotContain(SECRET);
      assertThat(log.text()).contains("label: forecast: ").doesNotContain(SECRET);
    }
    checkFiles();
    checkUi();
  }

  /** What the live user interface shows: its pages, and what its REST API tells of the session. */
  private void checkUi() throws IOException {
    String root = session.sparkContext().uiWebUrl().get();
    String api = "/api/v1/applications/" + session.sparkContext().applicationId() + "/";
    assertThat(page(root + "/environment/")).contains("hornbook tests").doesNotContain(SECRET);
    assertThat(page(root + api + "environment")).contains("spark.driver.host");
    for (String resource :
        List.of("environment", "jobs", "stages?details=true", "sql?details=true&length=1000")) {
      assertThat(page(root + api + resource)).as(resource).hasSizeGreaterThan(2);
      assertThat(page(root + api + resource)).as(resource).doesNotContain(SECRET);
    }
    for (String name : List.of("/jobs/", "/stages/", "/SQL/", "/storage/", "/executors/")) {
      assertThat(page(root + name)).as(name).contains("hornbook tests").doesNotContain(SECRET);
    }
  }

  private static String page(String address) throws IOException {
    try (var stream = URI.create(address).toURL().openStream()) {
      return new String(stream.readAllBytes(), UTF_8);
    }
  }

  private void checkFiles() throws IOException {
    try (Stream<Path> files = Files.walk(temporary)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), UTF_8))
            .as(file.toString())
            .doesNotContain(SECRET);
      }
    }
  }

  @Test
  void asksForTheKeyAndThePriceBeforeAnythingElse() throws IOException {
    Runs runs = new Runs(session, temporary);
    documents(5).in(runs);
    try (ChatServer chat = ChatServer.start((user, turn) -> Step.score(1))) {
      LabelJob noKey = job(chat, "openai.api-key-env=HORNBOOK_NO_SUCH_KEY");
      assertThatThrownBy(() -> runs.run(noKey))
          .hasMessageContaining("the environment variable HORNBOOK_NO_SUCH_KEY is not set");
      LabelJob noPrice = job(chat, "openai.model=gpt-9");
      assertThatThrownBy(() -> runs.run(noPrice)).hasMessageContaining("expected one with a price");
      assertThat(chat.requests()).isEmpty();
    }
  }
}
