package io.hornbook.jobs.label;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.testing.ChatServer;
import io.hornbook.common.testing.ChatServer.Step;
import io.hornbook.common.testing.Seeds;
import io.hornbook.jobs.testing.OwnJvm;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job's driver is killed by SIGKILL at random instants, from its start to its publication, and
 * started again, against a server that goes on: the labels are those of an undisturbed run, and
 * what was paid twice is no more than what was in flight.
 */
@SparkTest
class KilledLabelJobTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final int CONCURRENCY = 8;

  /** Texts that are asked about; some of them twice. */
  private static final int SAMPLE = 160;

  private final SparkSession session;
  private final Path temporary;

  KilledLabelJobTest(SparkSession session, @TempDir Path temporary) {
    this.session = session;
    this.temporary = temporary;
  }

  /** The driver that is killed: {@code URL RUN}. */
  static final class Driver {
    private Driver() {}

    /** Labels, going on where an earlier driver has died. */
    public static void main(String[] arguments) throws Exception {
      SparkSession session = OwnJvm.session("local[2]", "4");
      new Runs(session, Path.of(arguments[1])).run(job(arguments[0]));
      session.stop();
    }
  }

  private static LabelJob job(String url) throws Exception {
    return OpenAiLabellingTest.job(
        Purpose.LABEL,
        url,
        "openai.sample-size=" + SAMPLE,
        "openai.repeat-share=0.1",
        "openai.concurrency=" + CONCURRENCY);
  }

  @Test
  @Tag("slow")
  void labelsAreTheSameWhenTheDriverIsKilledTwice() throws Exception {
    killed(2);
  }

  @Test
  @Tag("soak")
  void labelsAreTheSameWhenTheDriverIsKilledTwentyTimes() throws Exception {
    killed(20);
  }

  private void killed(int kills) throws Exception {
    try (ChatServer chat = server()) {
      Runs runs = new Runs(session, temporary.resolve("killed"));
      OpenAiLabellingTest.documents(2 * SAMPLE).in(runs);
      RandomGenerator random = Seeds.random();
      int died = 0;
      for (int kill = 0; kill < kills; kill++) {
        died += isKilled(chat, SAMPLE * (kill + 1) / kills, random) ? 1 : 0;
      }
      assertThat(died).isGreaterThanOrEqualTo(kills / 2);

      Manifest manifest = runs.run(job(chat.baseUrl()));

      Manifest undisturbed = undisturbed();
      assertThat(manifest.digest()).isEqualTo(undisturbed.digest());
      assertThat(manifest.accounting()).isEqualTo(undisturbed.accounting());
      checkLabels(runs, manifest);
      checkBill(chat, manifest, died);
    }
  }

  private static ChatServer server() {
    return ChatServer.start(
        (user, turn) -> new Step.Late(ChatServer.answer(user.length() % 6), 25));
  }

  /**
   * Starts a driver and kills it once the server has billed about so many answers, the last of them
   * being the moment before publication.
   *
   * @return whether it was at work still
   */
  private boolean isKilled(ChatServer chat, int billed, RandomGenerator random) throws Exception {
    int enough = Math.max(0, billed - random.nextInt(CONCURRENCY));
    Process driver =
        OwnJvm.start(
            Driver.class,
            temporary.resolve("driver"),
            chat.baseUrl(),
            temporary.resolve("killed").toString());
    try {
      while (driver.isAlive() && chat.billed() < enough) {
        Thread.sleep(1);
      }
      Thread.sleep(random.nextInt(200));
    } finally {
      driver.destroyForcibly().waitFor();
    }
    // Requests that were sent before the kill reach the server.
    Thread.sleep(100);
    return driver.exitValue() != 0;
  }

  private Manifest undisturbed() throws Exception {
    Runs runs = new Runs(session, temporary.resolve("undisturbed"));
    OpenAiLabellingTest.documents(2 * SAMPLE).in(runs);
    try (ChatServer chat = server()) {
      return runs.run(job(chat.baseUrl()));
    }
  }

  private void checkLabels(Runs runs, Manifest manifest) throws Exception {
    List<Row> labels =
        LabelJobTest.table(session, runs.folder(), manifest, "labels").collectAsList();
    assertThat(manifest.accounting().quarantined()).isEmpty();
    assertThat(labels).hasSize(Math.toIntExact(manifest.accounting().read()));
    assertThat(labels.stream().map(row -> HEX.formatHex(row.getAs("content_sha256"))).distinct())
        .hasSize(SAMPLE);
  }

  private static void checkBill(ChatServer chat, Manifest manifest, int died) {
    JsonNode money = manifest.metrics().path("money");
    int answered = money.path("answered").asInt();
    int inDoubt = money.path("in_doubt").asInt();
    System.out.printf(
        "killed %d times: %d answered, %d in doubt, %d billed%n",
        died, answered, inDoubt, chat.billed());
    assertThat(answered).isEqualTo(manifest.accounting().kept());
    assertThat(chat.billed()).isBetween(answered, answered + inDoubt);
    assertThat(inDoubt).isBetween(0, CONCURRENCY * died);
  }
}
