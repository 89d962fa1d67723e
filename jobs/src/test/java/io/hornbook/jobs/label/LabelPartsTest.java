package io.hornbook.jobs.label;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.failure.DataException;
import io.hornbook.common.failure.NotReadyException;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.testing.BatchEndpoints.Fate;
import io.hornbook.common.testing.ChatServer;
import io.hornbook.common.testing.ChatServer.Step;
import io.hornbook.jobs.table.ScoresTable;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels in batches, in parts, by other strategies, and before people. */
@Tag("slow")
@SparkTest
class LabelPartsTest {
  private static final String[] BATCH = {
    "openai.mode=batch", "openai.batch.poll-seconds=0", "openai.batch.max-requests=20"
  };

  private final SparkSession session;
  private final Path temporary;

  LabelPartsTest(SparkSession session, @TempDir Path temporary) {
    this.session = session;
    this.temporary = temporary;
  }

  private static LabelJob batch(Purpose purpose, ChatServer chat, String... more)
      throws IOException {
    return OpenAiLabellingTest.job(
        purpose, chat, Stream.of(BATCH, more).flatMap(Stream::of).toArray(String[]::new));
  }

  @Test
  void submitsAndCollectsOverSeveralStarts() throws IOException {
    Runs runs = new Runs(session, temporary);
    OpenAiLabellingTest.documents(60).in(runs);
    try (ChatServer chat = ChatServer.start((user, turn) -> Step.score(user.length() % 6));
        Logged log = Logged.everything()) {
      chat.batches().fates(number -> number == 0 ? Fate.EXPIRES : Fate.REVERSED);
      LabelJob collect = batch(Purpose.COLLECT, chat);
      assertThatThrownBy(() -> runs.run(collect))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("nothing was submitted");

      runs.rehearse(batch(Purpose.SUBMIT, chat));
      assertThat(runs.folder().manifest("label")).isEmpty();
      assertThat(runs.said()).anyMatch(line -> line.contains("30 calls are in batches"));
      LabelJob live = OpenAiLabellingTest.job(chat);
      assertThatThrownBy(() -> runs.run(live)).hasMessageContaining("30 calls are in batches");

      assertThatThrownBy(() -> runs.run(collect))
          .isInstanceOfSatisfying(
              NotReadyException.class, later -> assertThat(later.exitCode()).isEqualTo(4));
      assertThatThrownBy(() -> runs.run(collect)).hasMessageContaining("10 calls are in batches");
      assertThatThrownBy(() -> runs.run(collect)).isInstanceOf(NotReadyException.class);
      Manifest manifest = runs.run(collect);

      assertThat(manifest.accounting().kept()).isEqualTo(30);
      assertThat(chat.batches().sizes()).containsExactly(20, 10, 10);
      assertThat(chat.billed()).isEqualTo(30);
      JsonNode money = manifest.metrics().path("money");
      assertThat(money.path("in_doubt").asInt()).isZero();
      assertThat(log.text()).doesNotContain(OpenAiLabellingTest.SECRET);
    }
  }

  @Test
  void aBatchCostsHalfOfWhatLiveCallsCostAndGivesTheSameLabels() throws IOException {
    Runs one = new Runs(session, temporary.resolve("batch"));
    Runs other = new Runs(session, temporary.resolve("live"));
    OpenAiLabellingTest.documents(60).in(one);
    OpenAiLabellingTest.documents(60).in(other);
    try (ChatServer chat = ChatServer.start((user, turn) -> Step.score(user.length() % 6))) {
      Manifest batched = one.run(batch(Purpose.LABEL, chat));
      Manifest live = other.run(OpenAiLabellingTest.job(chat));
      assertThat(batched.digest()).isEqualTo(live.digest());
      long half = live.metrics().path("money").path("spent_microusd").asLong() / 2;
      assertThat(batched.metrics().path("money").path("spent_microusd").asLong())
          .isBetween(half, half + 30);
      long forecast = live.metrics().path("forecast").path("expected_microusd").asLong();
      assertThat(batched.metrics().path("forecast").path("expected_microusd").asLong())
          .isBetween(forecast / 2 - 1, forecast / 2 + 1);
      long first = 0;
      for (JsonNode stratum : batched.metrics().path("by_stratum")) {
        for (JsonNode count : stratum.path("by_score")) {
          first += count.asLong();
        }
      }
      assertThat(first).isEqualTo(30);
    }
  }

  @Test
  void aDryRunShowsTheForecastAndThreePromptsAndSendsNothing() throws IOException {
    Runs runs = new Runs(session, temporary);
    OpenAiLabellingTest.documents(40).in(runs);
    try (ChatServer chat = ChatServer.start((user, turn) -> Step.score(1))) {
      runs.rehearse(OpenAiLabellingTest.job(Purpose.DRY_RUN, chat));
      assertThat(chat.requests()).isEmpty();
    }
    assertThat(runs.folder().manifest("label")).isEmpty();
    assertThat(runs.said())
        .anyMatch(line -> line.startsWith("label: forecast: 30 documents, 30 calls"))
        .anyMatch(line -> line.startsWith("label: budget: $10.00"));
    assertThat(runs.said().stream().filter(line -> line.startsWith("--- system")))
        .hasSize(3)
        .allMatch(prompt -> prompt.contains("by <EMAIL>"));
    try (Stream<Path> left = Files.walk(temporary.resolve("label"))) {
      assertThat(left.filter(path -> path.toString().contains("attempt"))).isEmpty();
    }
  }

  @Test
  void takesWhatAnEarlierClassifierIsLeastSureOf() throws IOException {
    Runs scored = new Runs(session, temporary.resolve("scored"));
    Published documents = texts("s", 40);
    documents.in(scored);
    List<Row> scores = new ArrayList<>();
    for (byte[] id : documents.ids()) {
      scores.add(RowFactory.create(id, scores.size() / 40.0, "forest@1"));
    }
    scored.run(Published.job("score", ScoresTable.TABLE, scores));
    Runs runs = new Runs(session, temporary.resolve("run"));
    documents.in(runs);
    try (ChatServer chat = ChatServer.start((user, turn) -> Step.score(1))) {
      LabelJob job =
          OpenAiLabellingTest.job(
              chat,
              "openai.sample-size=5",
              "openai.strategy=uncertainty",
              "openai.scores-run=" + temporary.resolve("scored"));
      runs.run(job);
      // One length, so one stratum: those whose scores are nearest to a half.
      assertThat(chat.requests().toString())
          .contains("# s118", "# s119", "# s120", "# s121", "# s122")
          .doesNotContain("# s117", "# s123");
      LabelJob absent =
          OpenAiLabellingTest.job(
              chat, "openai.strategy=uncertainty", "openai.scores-run=" + temporary);
      assertThatThrownBy(() -> runs.run(absent)).hasMessageContaining("score is not published");
    }
  }

  /** Twenty texts and a duplicate, which scores a half. */
  private static Runs scored(Runs base) {
    Published documents = texts("old", 20);
    documents.addDuplicate("old", "twin", "python", "# old999\n".getBytes(UTF_8));
    documents.in(base);
    List<Row> scores = new ArrayList<>();
    for (byte[] id : documents.ids()) {
      boolean isTwin = scores.size() == 20;
      scores.add(RowFactory.create(id, isTwin ? 0.5 : scores.size() / 20.0, "forest@1"));
    }
    base.run(Published.job("score", ScoresTable.TABLE, scores));
    return base;
  }

  @Test
  void takesWhatIsUncertainInTheRunsThatItBuildsOn() throws IOException {
    Runs base = scored(new Runs(session, temporary.resolve("base")));
    Runs next = base.next(session, temporary.resolve("next"));
    texts("new", 5).in(next);
    Runs alone = new Runs(session, temporary.resolve("alone"));
    texts("new", 5).in(alone);
    try (ChatServer chat = ChatServer.start((user, turn) -> Step.score(1))) {
      base.run(OpenAiLabellingTest.job(chat, "openai.sample-size=10"));
      LabelJob job =
          OpenAiLabellingTest.job(
              chat,
              "openai.sample-size=14",
              "openai.strategy=uncertainty",
              "openai.scores-run=" + temporary.resolve("base"));
      Manifest manifest = next.run(job);
      // Ten of the old texts are labelled; of the others those nearest to a half, and no duplicate.
      assertThat(manifest.accounting().kept()).isEqualTo(4);
      assertThat(manifest.metrics().path("candidate_texts").asInt()).isEqualTo(10);
      assertThat(chat.requests().toString()).doesNotContain("# old999", "# new");
      checkNearest(chat.requests().stream().map(LabelPartsTest::number).toList());
      assertThat(chat.billedTwice()).isZero();
      assertThatThrownBy(() -> alone.run(job))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("none of the texts that may be labelled has a score in");
    }
  }

  /** Of the twenty texts, ten asked about at first, the last four are as near to a half as any. */
  private static void checkNearest(List<Integer> asked) {
    assertThat(asked).hasSize(14).doesNotHaveDuplicates();
    int farthest = asked.subList(10, 14).stream().mapToInt(i -> Math.abs(i - 10)).max().orElse(0);
    assertThat(IntStream.range(0, 20).filter(i -> !asked.contains(i)))
        .allMatch(i -> Math.abs(i - 10) >= farthest);
  }

  private static int number(JsonNode request) {
    String user = request.path("messages").path(1).path("content").asText();
    return Integer.parseInt(user.replaceFirst("(?s).*# old1(\\d\\d).*", "$1"));
  }

  @Test
  void topsUpOnlyWhatTheEarlierSampleLacks() throws IOException {
    Runs base = new Runs(session, temporary.resolve("base"));
    texts("old", 20).in(base);
    Runs next = base.next(session, temporary.resolve("next"));
    texts("new", 20).in(next);
    try (ChatServer chat = ChatServer.start((user, turn) -> Step.score(1))) {
      base.run(OpenAiLabellingTest.job(chat, "openai.sample-size=10"));
      assertThat(chat.billed()).isEqualTo(10);
      Manifest manifest =
          next.run(
              OpenAiLabellingTest.job(chat, "openai.sample-size=16", "openai.strategy=top_up"));
      // Of 20 new and 10 labelled texts a sample of 16 has 11 of the new source, and 6 are left.
      assertThat(manifest.accounting().kept()).isEqualTo(6);
      assertThat(manifest.metrics().path("texts_labelled_in_earlier_runs").asInt()).isEqualTo(10);
      assertThat(chat.billed()).isEqualTo(16);
    }
  }

  private static Published texts(String source, int count) {
    Published published = new Published();
    for (int i = 0; i < count; i++) {
      published.add(source, "f" + i, "python", ("# " + source + (100 + i) + "\n").getBytes(UTF_8));
    }
    return published;
  }

  @Test
  void asksPeopleAndTellsHowFarTheyAgree() throws IOException {
    Runs runs = new Runs(session, temporary);
    OpenAiLabellingTest.documents(80).in(runs);
    try (ChatServer chat = ChatServer.start((user, turn) -> Step.score(user.length() % 5))) {
      runs.run(OpenAiLabellingTest.job(chat, "openai.sample-size=60"));
    }
    org.apache.hadoop.fs.Path sheet =
        new org.apache.hadoop.fs.Path(temporary.resolve("audit.csv").toUri());
    Audit audit = new Audit(session, runs.folder());
    int texts = audit.write(sheet, 24, 1);
    assertThat(texts).isBetween(24, 24 + 5);
    String csv = Files.readString(temporary.resolve("audit.csv"));
    assertThat(csv).contains("<EMAIL>").doesNotContain("@gmail.com");
    assertThatThrownBy(() -> audit.write(sheet, 24, 1)).hasMessageContaining("may hold scores");
    assertThatThrownBy(() -> audit.read(sheet)).isInstanceOf(DataException.class);

    Map<String, Integer> model = scores(runs);
    Files.writeString(temporary.resolve("audit.csv"), judged(csv, model, 0));
    ObjectNode same = audit.read(sheet);
    assertThat(same.path("agreement").path("pairs").asInt()).isEqualTo(texts);
    assertThat(same.path("agreement").path("exact").asDouble()).isEqualTo(1);
    Files.writeString(temporary.resolve("audit.csv"), judged(csv, model, 1));
    ObjectNode off = audit.read(sheet);
    assertThat(off.path("agreement").path("within_one").asDouble()).isEqualTo(1);
    assertThat(off.path("agreement").path("exact").asDouble()).isZero();
    assertThat(Files.readString(temporary.resolve("label/audit.json"))).contains("within_one");
  }

  private Map<String, Integer> scores(Runs runs) {
    Map<String, Integer> scores = new java.util.HashMap<>();
    Manifest manifest = runs.folder().published("label");
    LabelJobTest.table(session, runs.folder(), manifest, "labels")
        .collectAsList()
        .forEach(
            row ->
                scores.put(
                    HexFormat.of().formatHex(row.getAs("content_sha256")), row.getAs("score")));
    return scores;
  }

  /** The sheet with a person's scores in the last but one column of each row. */
  private static String judged(String csv, Map<String, Integer> model, int off) {
    StringBuilder judged = new StringBuilder();
    for (String row : csv.split("(?<=\r\n)(?=[0-9a-f]{64},)", -1)) {
      Integer score = model.get(row.substring(0, 64));
      judged.append(
          score == null
              ? row
              : row.replaceFirst(
                  ",(?:\"\")?,(?:\"\")?\r\n$", "," + Math.min(5, score + off) + ",\r\n"));
    }
    return judged.toString();
  }
}
