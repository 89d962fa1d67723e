package io.hornbook.common.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.testing.ChatServer;
import io.hornbook.common.testing.ChatServer.Step;
import io.hornbook.common.testing.Seeds;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process that makes calls is killed by SIGKILL at random instants and started again, against a
 * server that goes on: the labels are those of an undisturbed run, and what was paid twice is no
 * more than what was in flight.
 */
class KilledDriverTest {
  private static final int CONCURRENCY = 8;

  /** Small, so that the driver is killed while it packs too. */
  private static final int PACK = 3;

  private static final long ENOUGH = 1_000_000_000;
  private static final Price PRICE = new Price(BigDecimal.ONE, null, BigDecimal.ONE);
  private static final CallLimits LIMITS =
      new CallLimits(
          CONCURRENCY, 600_000, 600_000_000, 4, Duration.ofMillis(5), Duration.ofMillis(50), 1000);

  @TempDir private Path temporary;

  /** The process that is killed: {@code live|batch URL LEDGER DOCUMENTS}. */
  static final class Driver {
    private Driver() {}

    /** Makes the calls, going on where an earlier start has ended. */
    public static void main(String[] arguments) {
      List<LlmCall<ChatRequest>> calls = calls(Integer.parseInt(arguments[3]));
      Duration timeout = Duration.ofSeconds(30);
      LedgerStore store = new LocalLedgerStore(Path.of(arguments[2]));
      try (OpenAiServer server =
              OpenAiServer.at(
                  arguments[1], OpenAiServerTest.KEY, timeout, CONCURRENCY, Clock.systemUTC());
          Ledger ledger = Ledger.open(store, Clock.systemUTC(), Duration.ofMillis(2), PACK)) {
        if (arguments[0].equals("live")) {
          Budget budget = new Budget(ENOUGH, ledger.totals());
          new LlmClient<>(server, ledger, budget, PRICE, LIMITS, Ticker.system(), 1)
              .run(calls.iterator(), progress -> {});
        } else {
          batches(server, ledger).run(calls, progress -> {});
        }
      }
    }

    private static BatchClient<ChatRequest> batches(OpenAiServer server, Ledger ledger) {
      Duration brief = Duration.ofMillis(30);
      BatchLimits limits = new BatchLimits(10, 1_000_000, 200, 50, brief, Duration.ZERO);
      return new BatchClient<>(
          server.batches(),
          ledger,
          ENOUGH,
          PRICE,
          limits,
          LIMITS,
          Ticker.system(),
          Clock.systemUTC(),
          1);
    }
  }

  private static List<LlmCall<ChatRequest>> calls(int documents) {
    return IntStream.range(0, documents)
        .mapToObj(i -> LlmCall.of(OpenAiServerTest.request("document " + i), "model@0", 0, 10))
        .toList();
  }

  private Process start(String way, ChatServer chat, Path ledger, int documents)
      throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Driver.class.getName(),
            way,
            chat.baseUrl(),
            ledger.toString(),
            Integer.toString(documents))
        .redirectErrorStream(true)
        .redirectOutput(temporary.resolve("log").toFile())
        .start();
  }

  @ParameterizedTest
  @ValueSource(strings = {"live", "batch"})
  @Tag("slow")
  void labelsAreTheSameWhenTheDriverIsKilledThreeTimes(String way) throws Exception {
    killed(way, 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"live", "batch"})
  @Tag("soak")
  void labelsAreTheSameWhenTheDriverIsKilledTwentyTimes(String way) throws Exception {
    killed(way, 20);
  }

  private void killed(String way, int kills) throws Exception {
    RandomGenerator random = Seeds.random();
    int documents = 40 * (kills + 1);
    Path ledger = temporary.resolve("ledger");
    boolean isLive = way.equals("live");
    try (ChatServer chat = ChatServer.start((user, turn) -> step(user, isLive))) {
      int died = 0;
      for (int kill = 0; kill < kills; kill++) {
        Process driver = start(way, chat, ledger, documents);
        awaitProgress(driver, chat, chat.billed() + random.nextInt(40), random.nextInt(60));
        driver.destroyForcibly().waitFor();
        died += driver.exitValue() == 0 ? 0 : 1;
        checkBill(chat, ledger);
      }
      assertThat(died).isGreaterThan(kills / 2);
      assertThat(start(way, chat, ledger, documents).waitFor()).isZero();
      checkBill(chat, ledger);
      assertThat(scores(ledger)).isEqualTo(undisturbed(documents));
      LedgerStore store = new LocalLedgerStore(ledger);
      assertThat(store.list("segments/")).hasSizeLessThan(PACK);
      assertThat(store.list("packs/")).hasSizeGreaterThan(kills);
      long inDoubt = totals(ledger).inDoubt();
      System.out.printf(
          "%s: killed %d times of %d, %,d documents, %,d billed, %,d in doubt%n",
          way, died, kills, documents, chat.billed(), inDoubt);
      assertThat(chat.billed() - documents).isLessThanOrEqualTo((int) inDoubt);
      assertThat(inDoubt).isLessThanOrEqualTo(isLive ? (long) CONCURRENCY * kills : 0);
    }
  }

  private static Step step(String user, boolean isLive) {
    int score = user.length() % 6;
    return isLive ? new Step.Late(ChatServer.answer(score), 25) : Step.score(score);
  }

  private static void awaitProgress(Process driver, ChatServer chat, int billed, long more)
      throws InterruptedException {
    while (driver.isAlive() && chat.billed() < billed) {
      Thread.sleep(1);
    }
    Thread.sleep(more);
  }

  /** At any time: what the server billed is answered, or in doubt. */
  private static void checkBill(ChatServer chat, Path ledger) throws InterruptedException {
    Thread.sleep(50); // requests that were sent before the kill reach the server
    LedgerTotals totals = totals(ledger);
    assertThat((long) chat.billed())
        .isBetween(totals.answered(), totals.answered() + totals.inDoubt());
  }

  private static LedgerTotals totals(Path ledger) {
    try (Ledger opened = LedgerTest.open(new LocalLedgerStore(ledger))) {
      return opened.totals();
    }
  }

  private static Map<String, Integer> scores(Path ledger) {
    Map<String, Integer> scores = new TreeMap<>();
    try (Ledger opened = LedgerTest.open(new LocalLedgerStore(ledger))) {
      opened.forEachAnswer(
          answer ->
              scores.put(
                  answer.key(), ((Judgement.Scored) ScoreFormat.judge(answer.body())).score()));
    }
    return scores;
  }

  private static Map<String, Integer> undisturbed(int documents) {
    Map<String, Integer> scores = new TreeMap<>();
    calls(documents)
        .forEach(call -> scores.put(call.key().hex(), call.request().user().length() % 6));
    return scores;
  }
}
