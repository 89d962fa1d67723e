package io.hornbook.common.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.hornbook.common.failure.DataException;
import io.hornbook.common.llm.LlmReport.Cause;
import io.hornbook.common.testing.ChatServer;
import io.hornbook.common.testing.ChatServer.Script;
import io.hornbook.common.testing.ChatServer.Step;
import io.hornbook.common.testing.Seeds;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LlmClientTest {
  private static final Price PRICE =
      new Price(new BigDecimal("0.40"), null, new BigDecimal("1.60"));
  private static final String ANNOTATOR = "test-model@0";

  /** What a client may do; a fault that all attempts meet ends in a named failure. */
  private static CallLimits limits(int concurrency) {
    return new CallLimits(
        concurrency,
        6_000_000,
        6_000_000_000L,
        4,
        Duration.ofMillis(2),
        Duration.ofMillis(20),
        1000);
  }

  private static List<LlmCall<ChatRequest>> calls(int documents) {
    return IntStream.range(0, documents)
        .mapToObj(i -> LlmCall.of(OpenAiServerTest.request("document " + i), ANNOTATOR, 0, 10))
        .toList();
  }

  /** One session with the server, as after a start of the process. */
  private static LlmReport session(
      ChatServer chat,
      LedgerStore store,
      List<LlmCall<ChatRequest>> calls,
      long maxMicrousd,
      int concurrency) {
    try (OpenAiServer server =
            OpenAiServer.at(
                chat.baseUrl(),
                OpenAiServerTest.KEY,
                Duration.ofMillis(1500),
                8,
                Clock.systemUTC());
        Ledger ledger = LedgerTest.open(store)) {
      Budget budget = new Budget(maxMicrousd, ledger.totals());
      LlmClient<ChatRequest> client =
          new LlmClient<>(server, ledger, budget, PRICE, limits(concurrency), Ticker.system(), 1);
      return client.run(calls.iterator(), progress -> {});
    }
  }

  /** Each call's end: a score, or the reason why there is none. */
  static Map<String, String> ends(LedgerStore store, LlmReport report) {
    Map<String, String> ends = new TreeMap<>();
    try (Ledger ledger = LedgerTest.open(store)) {
      ledger.forEachAnswer(
          answer -> {
            Judgement judgement = ScoreFormat.judge(answer.body());
            String end =
                judgement instanceof Judgement.Scored scored
                    ? "score " + scored.score()
                    : ((Judgement.Unscored) judgement).reason().column();
            assertThat(ends.put(answer.key(), end)).isNull();
          });
    }
    report
        .failures()
        .forEach((key, failure) -> assertThat(ends.put(key, failure.reason().column())).isNull());
    return ends;
  }

  static LedgerTotals totals(LedgerStore store) {
    try (Ledger ledger = LedgerTest.open(store)) {
      return ledger.totals();
    }
  }

  /** A fault, what it comes to, and whether a call may be billed without an answer. */
  @SuppressWarnings("ImmutableEnumChecker") // its scripts are lambdas without state
  private enum Fault {
    NONE((user, turn) -> Step.score(3), "score 3", false),
    RATE_LIMIT_ONCE((user, turn) -> turn == 0 ? tooMany() : Step.score(3), "score 3", false),
    RATE_LIMIT_FOR_EVER((user, turn) -> tooMany(), "rate_limited", false),
    ERROR_TWICE((user, turn) -> turn < 2 ? Step.status(500) : Step.score(3), "score 3", false),
    ERROR_FOR_EVER((user, turn) -> Step.status(503), "server_error", false),
    LATE_ONCE((user, turn) -> turn == 0 ? late() : Step.score(3), "score 3", true),
    CUT_ONCE((user, turn) -> turn == 0 ? cut() : Step.score(3), "score 3", true),
    CUT_FOR_EVER((user, turn) -> cut(), "connection_cut", true),
    NOT_JSON((user, turn) -> new Step.Body("<html>gateway</html>"), "malformed_response", false),
    NO_ANSWER_FORMAT(
        (user, turn) -> new Step.Content("I say 3", "stop"), "malformed_answer", false),
    OUT_OF_RANGE((user, turn) -> Step.score(6), "score_out_of_range", false),
    REFUSAL((user, turn) -> new Step.Refusal("No."), "refusal", false),
    TRUNCATED(
        (user, turn) -> new Step.Content("{\"reasoning\":\"th", "length"),
        "truncated_answer",
        false),
    FILTERED((user, turn) -> new Step.Content("", "content_filter"), "content_filter", false),
    BAD_REQUEST((user, turn) -> Step.status(400), "request_rejected", false);

    private final Script script;
    private final String end;
    private final boolean cut;

    Fault(Script script, String end, boolean cut) {
      this.script = script;
      this.end = end;
      this.cut = cut;
    }

    private static Step tooMany() {
      return new Step.Status(429, Map.of("retry-after-ms", "3"), "{}");
    }

    private static Step late() {
      return new Step.Late(ChatServer.answer(3), 3000);
    }

    private static Step cut() {
      return new Step.Cut(ChatServer.answer(3));
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void endsEveryCallInOneScoreOrOneReason(Fault fault) {
    // A fault of every other document; the rest are answered.
    Script script =
        (user, turn) ->
            Integer.parseInt(user.substring(9)) % 2 == 0
                ? fault.script.step(user, turn)
                : Step.score(1);
    MemoryStore store = new MemoryStore();
    List<LlmCall<ChatRequest>> calls = calls(24);
    try (ChatServer chat = ChatServer.start(script)) {
      LlmReport report = session(chat, store, calls, 1_000_000, 12);
      Map<String, String> ends = ends(store, report);
      assertThat(report.stop()).isEmpty();
      for (int i = 0; i < calls.size(); i++) {
        assertThat(ends)
            .containsEntry(calls.get(i).key().hex(), i % 2 == 0 ? fault.end : "score 1");
      }
      assertThat(ends).hasSize(calls.size());
      LedgerTotals totals = totals(store);
      assertThat((long) chat.billed())
          .isBetween(totals.answered(), totals.answered() + totals.inDoubt());
      if (!fault.cut) {
        assertThat((long) chat.billed()).isEqualTo(totals.answered());
        assertThat(totals.inDoubt()).isZero();
      }
    }
  }

  @Test
  void endsAMixtureOfFaultsInOneScoreOrOneReason() {
    RandomGenerator random = Seeds.random();
    Fault[] faults = Fault.values();
    Map<String, Step> steps = new ConcurrentHashMap<>();
    Script script =
        (user, turn) ->
            steps.computeIfAbsent(
                user + " " + turn,
                key -> {
                  synchronized (random) {
                    Fault fault = faults[random.nextInt(faults.length)];
                    return fault == Fault.LATE_ONCE ? Step.score(2) : fault.script.step(user, turn);
                  }
                });
    MemoryStore store = new MemoryStore();
    List<LlmCall<ChatRequest>> calls = calls(300);
    try (ChatServer chat = ChatServer.start(script)) {
      LlmReport report = session(chat, store, calls, 10_000_000, 40);
      assertThat(ends(store, report)).hasSize(300);
      LedgerTotals totals = totals(store);
      assertThat((long) chat.billed()).isEqualTo(totals.answered() + totals.inDoubt());
    }
  }

  @Test
  void sendsNothingThatIsAnsweredWhenItRunsAgain() {
    MemoryStore store = new MemoryStore();
    try (ChatServer chat = ChatServer.start((user, turn) -> Step.score(2))) {
      session(chat, store, calls(20), 1_000_000, 4);
      LlmReport again = session(chat, store, calls(30), 1_000_000, 4);
      assertThat(again.replayed()).isEqualTo(20);
      assertThat(again.answered()).isEqualTo(10);
      assertThat(chat.billed()).isEqualTo(30);
    }
  }

  @Test
  void paysOnceForARequestThatIsAskedTwiceAtTheSameTime() {
    MemoryStore store = new MemoryStore();
    List<LlmCall<ChatRequest>> calls = new ArrayList<>(calls(5));
    calls.addAll(calls(5));
    try (ChatServer chat = ChatServer.start((user, turn) -> Step.score(2))) {
      session(chat, store, calls, 1_000_000, 10);
      assertThat(chat.billed()).isEqualTo(5);
    }
  }

  @Test
  void stopsBeforeTheBudgetIsPassedAndGoesOnWithALargerOne() {
    MemoryStore store = new MemoryStore();
    List<LlmCall<ChatRequest>> calls = calls(100);
    long worst = PRICE.worstMicrousd(calls.get(0).request());
    long limit = worst * 7;
    try (ChatServer chat = ChatServer.start((user, turn) -> Step.score(2))) {
      LlmReport report = session(chat, store, calls, limit, 16);
      assertThat(report.stop().orElseThrow().cause()).isEqualTo(Cause.BUDGET);
      LedgerTotals totals = totals(store);
      assertThat(totals.spentMicrousd()).isBetween(limit - worst, limit);
      assertThat(totals.answered()).isEqualTo(chat.billed()).isGreaterThan(7);
      LlmReport rest = session(chat, store, calls, worst * 100, 16);
      assertThat(rest.stop()).isEmpty();
      assertThat(rest.answered() + rest.replayed()).isEqualTo(100);
      assertThat(chat.billed()).isEqualTo(100);
    }
  }

  @Test
  void countsWhatMayHaveBeenBilledAgainstTheBudget() {
    MemoryStore store = new MemoryStore();
    long worst = PRICE.worstMicrousd(calls(1).get(0).request());
    try (ChatServer chat = ChatServer.start((user, turn) -> new Step.Cut(ChatServer.answer(1)))) {
      LlmReport report = session(chat, store, calls(50), worst * 6, 3);
      assertThat(report.stop().orElseThrow().cause()).isEqualTo(Cause.BUDGET);
      assertThat(chat.billed()).isEqualTo(6);
      assertThat(totals(store)).isEqualTo(new LedgerTotals(0, 0, 6, worst * 6));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 404})
  void stopsAtOnceWhenNoCallCanSucceed(int status) {
    try (ChatServer chat = ChatServer.start((user, turn) -> Step.status(status))) {
      LlmReport report = session(chat, new MemoryStore(), calls(500), 10_000_000, 4);
      assertThat(report.stop().orElseThrow().cause()).isEqualTo(Cause.REFUSED);
      assertThat(chat.requests()).hasSizeLessThanOrEqualTo(4);
    }
  }

  @Test
  void callsManyFailuresInARowAnOutage() {
    CallLimits limits =
        new CallLimits(4, 6_000_000, 6_000_000, 2, Duration.ZERO, Duration.ZERO, 10);
    try (ChatServer chat = ChatServer.start((user, turn) -> Step.status(500));
        OpenAiServer server =
            OpenAiServer.at(
                chat.baseUrl(), OpenAiServerTest.KEY, Duration.ofSeconds(5), 4, Clock.systemUTC());
        Ledger ledger = LedgerTest.open(new MemoryStore())) {
      Budget budget = new Budget(1_000_000, ledger.totals());
      LlmReport report =
          new LlmClient<>(server, ledger, budget, PRICE, limits, Ticker.system(), 1)
              .run(calls(500).iterator(), progress -> {});
      assertThat(report.stop().orElseThrow().cause()).isEqualTo(Cause.OUTAGE);
      assertThat(report.failures().size()).isBetween(10, 14);
    }
  }

  /** Calls of a second each in a warm JVM; the ledger gathers what it writes, as a run's does. */
  @Test
  void keepsTwoHundredCallsInFlight() {
    try (ChatServer warm =
            ChatServer.start((user, turn) -> new Step.Late(ChatServer.answer(1), 10));
        ChatServer chat =
            ChatServer.start((user, turn) -> new Step.Late(ChatServer.answer(1), 1000))) {
      assertThat(lingering(warm, calls(1000), 200).answered()).isEqualTo(1000);
      long start = System.nanoTime();
      LlmReport report = lingering(chat, calls(1000), 200);
      System.out.printf(
          "200 in flight: 1000 calls of 1 s in %.1f s, %.0f at once as a mean, %d at most%n",
          (System.nanoTime() - start) / 1e9, chat.inFlight().mean(), chat.inFlight().most());
      assertThat(report.answered()).isEqualTo(1000);
      assertThat(chat.inFlight().most()).isEqualTo(200);
      assertThat(chat.inFlight().mean()).isGreaterThan(100);
    }
  }

  private static LlmReport lingering(
      ChatServer chat, List<LlmCall<ChatRequest>> calls, int concurrency) {
    try (OpenAiServer server =
            OpenAiServer.at(
                chat.baseUrl(),
                OpenAiServerTest.KEY,
                Duration.ofSeconds(30),
                concurrency,
                Clock.systemUTC());
        Ledger ledger = Ledger.open(new MemoryStore(), Clock.systemUTC(), Duration.ofMillis(100))) {
      Budget budget = new Budget(100_000_000, ledger.totals());
      return new LlmClient<>(server, ledger, budget, PRICE, limits(concurrency), Ticker.system(), 1)
          .run(calls.iterator(), progress -> {});
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void losesNoLabelAndPaysNoneTwiceWhereverItDies(boolean lastWriteIsKept) {
    int documents = 6;
    int concurrency = 3;
    int died = 0;
    for (int writes = 0; writes < 20; writes++) {
      MemoryStore store = new MemoryStore();
      List<LlmCall<ChatRequest>> calls = calls(documents);
      try (ChatServer chat = ChatServer.start((user, turn) -> Step.score(2))) {
        MemoryStore dying = store.dyingAfter(writes, lastWriteIsKept);
        Throwable death = catchThrowable(() -> session(chat, dying, calls, 1_000_000, concurrency));
        died += death == null ? 0 : 1;
        assertThat(death == null || death instanceof DataException).isTrue();
        LedgerTotals atDeath = totals(store);
        int billedAtDeath = chat.billed();
        assertThat((long) billedAtDeath)
            .isBetween(atDeath.answered(), atDeath.answered() + atDeath.inDoubt());
        assertThat(atDeath.inDoubt()).isLessThanOrEqualTo(concurrency);

        LlmReport report = session(chat, store, calls, 1_000_000, concurrency);
        Map<String, Integer> scores = new HashMap<>();
        ends(store, report).values().forEach(end -> scores.merge(end, 1, Integer::sum));
        assertThat(scores).isEqualTo(Map.of("score 2", documents));
        assertThat(report.replayed()).isEqualTo(atDeath.answered());
        assertThat(chat.billed() - documents).isEqualTo(billedAtDeath - (int) atDeath.answered());
      }
    }
    assertThat(died).isGreaterThan(3);
  }

  private static LlmServer<ChatRequest> throwing(Supplier<Error> error) {
    return new LlmServer<>() {
      @Override
      public String send(ChatRequest request) {
        if (request.user().endsWith("3")) {
          throw error.get();
        }
        return "{}";
      }

      @Override
      public void close() {}
    };
  }

  private static LlmReport run(LlmServer<ChatRequest> server, Ledger ledger) {
    Budget budget = new Budget(1_000_000, ledger.totals());
    return new LlmClient<>(server, ledger, budget, PRICE, limits(4), Ticker.system(), 1)
        .run(calls(20).iterator(), progress -> {});
  }

  @Test
  void anErrorInACallIsTheFailureOfThatCall() {
    try (Ledger ledger = LedgerTest.open(new MemoryStore())) {
      LlmReport report = run(throwing(() -> new LinkageError("no such class")), ledger);
      assertThat(report.answered()).isEqualTo(18);
      assertThat(report.failures().values())
          .hasSize(2)
          .allMatch(failure -> failure.reason() == CallFailure.Reason.CLIENT_ERROR)
          .allMatch(failure -> failure.detail().equals("java.lang.LinkageError"));
      assertThat(ledger.totals().inDoubt()).isEqualTo(2);
    }
  }

  @Test
  void aMachineThatIsOutOfMemoryEndsTheRun() {
    try (Ledger ledger = LedgerTest.open(new MemoryStore())) {
      LlmServer<ChatRequest> server = throwing(() -> new OutOfMemoryError("for the test"));
      assertThat(catchThrowable(() -> run(server, ledger))).isInstanceOf(OutOfMemoryError.class);
    }
  }
}
