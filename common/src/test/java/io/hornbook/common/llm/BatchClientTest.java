package io.hornbook.common.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.hornbook.common.failure.DataException;
import io.hornbook.common.llm.LlmReport.Cause;
import io.hornbook.common.testing.BatchEndpoints.Fate;
import io.hornbook.common.testing.ChatServer;
import io.hornbook.common.testing.ChatServer.Script;
import io.hornbook.common.testing.ChatServer.Step;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchClientTest {
  private static final Price PRICE =
      new Price(new BigDecimal("0.40"), null, new BigDecimal("1.60")).share(new BigDecimal("0.5"));
  private static final long ENOUGH = 100_000_000;
  private static final CallLimits PATIENCE =
      new CallLimits(1, 1, 1, 3, Duration.ZERO, Duration.ZERO, 1);

  private static final List<Step> STEPS =
      List.of(
          Step.score(3),
          Step.score(9),
          new Step.Refusal("No."),
          new Step.Content("{", "length"),
          new Step.Content("three", "stop"),
          new Step.Body("{\"odd\":1}"),
          Step.status(400),
          Step.status(500));

  private static BatchLimits limits(int maxRequests, long enqueuedTokens) {
    return new BatchLimits(maxRequests, 1_000_000, enqueuedTokens, 3, Duration.ZERO, Duration.ZERO);
  }

  private static List<LlmCall<ChatRequest>> calls(int documents) {
    return IntStream.range(0, documents)
        .mapToObj(i -> LlmCall.of(OpenAiServerTest.request("document " + i), "model@0", 0, 10))
        .toList();
  }

  /** One start of the program: a look at the batches, or as many as it takes. */
  private static BatchReport session(
      ChatServer chat,
      LedgerStore store,
      List<LlmCall<ChatRequest>> calls,
      BatchLimits limits,
      long maxMicrousd,
      boolean toTheEnd) {
    Duration timeout = Duration.ofSeconds(20);
    try (OpenAiServer server =
            OpenAiServer.at(chat.baseUrl(), OpenAiServerTest.KEY, timeout, 2, Clock.systemUTC());
        Ledger ledger = Ledger.open(store, Clock.systemUTC(), Duration.ZERO)) {
      BatchClient<ChatRequest> client =
          new BatchClient<>(
              server.batches(),
              ledger,
              maxMicrousd,
              PRICE,
              limits,
              PATIENCE,
              Ticker.system(),
              Clock.systemUTC(),
              1);
      return toTheEnd
          ? new BatchReport(client.run(calls, progress -> {}), ledger.inBatches(), 0)
          : client.advance(calls, progress -> {});
    }
  }

  /** Each call has one end, and the server's bill lies where it must. */
  private static void check(
      ChatServer chat, LedgerStore store, LlmReport report, Map<String, Long> ends, int calls) {
    assertThat(report.stop()).isEmpty();
    Map<String, String> all = LlmClientTest.ends(store, report);
    assertThat(all).hasSize(calls);
    ends.forEach(
        (end, count) ->
            assertThat(all.values().stream().filter(end::equals).count()).as(end).isEqualTo(count));
    LedgerTotals totals = LlmClientTest.totals(store);
    assertThat((long) chat.billed())
        .isBetween(totals.answered(), totals.answered() + totals.inDoubt());
  }

  @ParameterizedTest
  @EnumSource(Fate.class)
  void endsEveryCallInOneLabelWhateverBecomesOfABatch(Fate fate) {
    MemoryStore store = new MemoryStore();
    try (ChatServer chat = ChatServer.start((user, turn) -> Step.score(user.length() % 6))) {
      chat.batches().fates(number -> number == 0 ? fate : Fate.COMPLETES);
      LlmReport report = session(chat, store, calls(30), limits(20, 1_000), ENOUGH, true).calls();
      boolean isRefused = fate == Fate.IS_REFUSED;
      if (isRefused) {
        assertThat(report.stop().orElseThrow().cause()).isEqualTo(Cause.OUTAGE);
        report = session(chat, store, calls(30), limits(20, 1_000), ENOUGH, true).calls();
      }
      check(chat, store, report, Map.of("score 4", 10L, "score 5", 20L), 30);
      LedgerTotals totals = LlmClientTest.totals(store);
      if (fate != Fate.LOSES_ROWS) {
        assertThat(totals.inDoubt()).isZero();
        assertThat(chat.billed()).isEqualTo(30);
      } else {
        assertThat(totals.inDoubt()).isEqualTo(7);
        assertThat(chat.billed()).isEqualTo(37);
      }
    }
  }

  @Test
  void namesEveryReasonForNoLabel() {
    Script script = (user, turn) -> STEPS.get(Integer.parseInt(user.substring(9)) % 8);
    MemoryStore store = new MemoryStore();
    try (ChatServer chat = ChatServer.start(script)) {
      LlmReport report = session(chat, store, calls(40), limits(40, 1_000), ENOUGH, true).calls();
      check(
          chat,
          store,
          report,
          Map.of(
              "score 3", 5L,
              "score_out_of_range", 5L,
              "refusal", 5L,
              "truncated_answer", 5L,
              "malformed_answer", 5L,
              "malformed_response", 5L,
              "request_rejected", 5L,
              "server_error", 5L),
          40);
      assertThat(chat.billed()).isEqualTo(30);
      // What the server rejects is not sent again; what it failed at is, as often as it may be.
      assertThat(chat.batches().sizes()).containsExactly(40, 5, 5);
    }
  }

  @Test
  void goesOnAfterDaysAndSubmitsOnlyTheRest() {
    MemoryStore store = new MemoryStore();
    try (ChatServer chat = ChatServer.start((user, turn) -> Step.score(2))) {
      chat.batches().fates(number -> number == 0 ? Fate.EXPIRES : Fate.COMPLETES);
      BatchLimits limits = limits(100, 10_000);
      BatchReport submitted = session(chat, store, calls(30), limits, ENOUGH, false);
      assertThat(submitted.inBatches()).isEqualTo(30);
      assertThat(session(chat, store, calls(30), limits, ENOUGH, false).isFinished()).isFalse();
      BatchReport rest = session(chat, store, calls(30), limits, ENOUGH, false);
      assertThat(rest.calls().answered()).isEqualTo(15);
      assertThat(rest.inBatches()).isEqualTo(15);
      session(chat, store, calls(30), limits, ENOUGH, false);
      assertThat(session(chat, store, calls(30), limits, ENOUGH, false).isFinished()).isTrue();
      assertThat(chat.batches().sizes()).containsExactly(30, 15);
      assertThat(chat.billed()).isEqualTo(30);
    }
  }

  @Test
  void keepsFilesWithinTheLimits() {
    MemoryStore store = new MemoryStore();
    try (ChatServer chat = ChatServer.start((user, turn) -> Step.score(2))) {
      // Ten tokens a call: 25 calls are enqueued at once, of which no batch has more than 10.
      BatchReport first = session(chat, store, calls(60), limits(10, 250), ENOUGH, false);
      assertThat(chat.batches().sizes()).containsExactly(10, 10, 5);
      assertThat(first.inBatches()).isEqualTo(25);
      assertThat(first.waiting()).isEqualTo(35);
      LlmReport report = session(chat, store, calls(60), limits(10, 250), ENOUGH, true).calls();
      check(chat, store, report, Map.of("score 2", 60L), 60);
    }
  }

  @Test
  void keepsFilesWithinTheirBytesAndOfOneModel() {
    MemoryStore store = new MemoryStore();
    ChatRequest request = OpenAiServerTest.request("x");
    List<LlmCall<ChatRequest>> calls =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    new ChatRequest(
                        i < 5 ? "one" : "other",
                        "s",
                        "document " + i,
                        request.schema(),
                        10,
                        request.temperature(),
                        Map.of()))
            .map(each -> LlmCall.of(each, "m", 0, 10))
            .toList();
    BatchLimits limits = new BatchLimits(100, 2000, 100_000, 3, Duration.ZERO, Duration.ZERO);
    try (ChatServer chat = ChatServer.start((user, turn) -> Step.score(2))) {
      session(chat, store, calls, limits, ENOUGH, false);
      assertThat(chat.batches().sizes()).hasSizeGreaterThan(2).contains(3);
      assertThat(chat.batches().sizes().stream().mapToInt(size -> size).sum()).isEqualTo(8);
      LlmReport report = session(chat, store, calls, limits, ENOUGH, true).calls();
      check(chat, store, report, Map.of("score 2", 8L), 8);
    }
  }

  @Test
  void neverPassesTheBudgetAndGoesOnWithALargerOne() {
    MemoryStore store = new MemoryStore();
    long worst = PRICE.worstMicrousd(calls(1).get(0).request());
    try (ChatServer chat = ChatServer.start((user, turn) -> Step.score(2))) {
      BatchLimits limits = limits(100, 10_000);
      LlmReport report = session(chat, store, calls(50), limits, worst * 4, true).calls();
      assertThat(report.stop().orElseThrow().cause()).isEqualTo(Cause.BUDGET);
      LedgerTotals totals = LlmClientTest.totals(store);
      assertThat(totals.spentMicrousd()).isBetween(worst * 3, worst * 4);
      assertThat(chat.batches().sizes().get(0)).isEqualTo(4);
      report = session(chat, store, calls(50), limits, ENOUGH, true).calls();
      check(chat, store, report, Map.of("score 2", 50L), 50);
      assertThat(chat.billed()).isEqualTo(50);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void losesNoLabelAndPaysNoneTwiceWhereverItDies(boolean lastWriteIsKept) {
    int died = 0;
    for (int writes = 0; writes < 8; writes++) {
      MemoryStore store = new MemoryStore();
      try (ChatServer chat = ChatServer.start((user, turn) -> Step.score(2))) {
        chat.batches().fates(number -> number == 0 ? Fate.EXPIRES : Fate.COMPLETES);
        MemoryStore dying = store.dyingAfter(writes, lastWriteIsKept);
        Throwable death =
            catchThrowable(() -> session(chat, dying, calls(10), limits(5, 1_000), ENOUGH, true));
        died += death == null ? 0 : 1;
        assertThat(death == null || death instanceof DataException).isTrue();
        LlmReport report = session(chat, store, calls(10), limits(5, 1_000), ENOUGH, true).calls();
        check(chat, store, report, Map.of("score 2", 10L), 10);
        assertThat(chat.billed()).as("died after %d writes", writes).isEqualTo(10);
      }
    }
    assertThat(died).isGreaterThan(4);
  }
}
