package io.hornbook.common.llm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.failure.DataException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Segments that are gathered in packs and removed. */
class LedgerPacksTest {
  private static final int PACK = 4;

  private static Ledger open(LedgerStore store) {
    return Ledger.open(store, Clock.systemUTC(), Duration.ZERO, PACK);
  }

  private static CallKey key(int call) {
    return new CallKey("r" + call, "model@1", 0);
  }

  private static void call(Ledger ledger, int call) {
    int attempt = ledger.intend(key(call), 10);
    ledger.answer(key(call), attempt, "body " + call, new Usage(1, 0, 1), 1);
    ledger.flush();
  }

  private static List<String> answers(Ledger ledger) {
    List<String> bodies = new ArrayList<>();
    ledger.forEachAnswer(answer -> bodies.add(answer.body()));
    return bodies;
  }

  private static List<String> bodies(int calls) {
    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      bodies.add("body " + i);
    }
    return bodies;
  }

  @Test
  void keepsEveryEventInFewObjects() {
    MemoryStore store = new MemoryStore();
    try (Ledger ledger = open(store)) {
      for (int i = 0; i < 50; i++) {
        call(ledger, i);
      }
      ledger.intend(key(50), 10);
      assertThat(answers(ledger)).isEqualTo(bodies(50));
    }
    assertThat(store.list("segments/")).hasSize(101 % PACK);
    assertThat(store.list("packs/")).hasSize(101 / PACK);
    try (Ledger ledger = open(store)) {
      assertThat(ledger.totals()).isEqualTo(new LedgerTotals(50, 50, 1, 10));
      assertThat(ledger.attempts(key(50))).isEqualTo(1);
      assertThat(answers(ledger)).isEqualTo(bodies(50));
      call(ledger, 51);
    }
    try (Ledger unpacked = LedgerTest.open(store)) {
      assertThat(unpacked.totals().answered()).isEqualTo(51);
    }
  }

  @Test
  void packsWhatAnEarlierStartHasLeft() {
    MemoryStore store = new MemoryStore();
    try (Ledger ledger = LedgerTest.open(store)) {
      for (int i = 0; i < 10; i++) {
        call(ledger, i);
      }
    }
    assertThat(store.list("segments/")).hasSize(20);
    open(store).close();
    assertThat(store.list("segments/")).isEmpty();
    try (Ledger ledger = open(store)) {
      assertThat(answers(ledger)).isEqualTo(bodies(10));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void losesNothingWhereverItDies(boolean lastWriteIsKept) {
    int died = 0;
    for (int writes = 0; writes < 60; writes++) {
      MemoryStore store = new MemoryStore();
      Set<Integer> kept = new LinkedHashSet<>();
      try (Ledger ledger = open(store.dyingAfter(writes, lastWriteIsKept))) {
        for (int i = 0; i < 12; i++) {
          call(ledger, i);
          kept.add(i);
        }
      } catch (DataException e) {
        died++;
      }
      try (Ledger ledger = open(store)) {
        assertThat(kept).allMatch(i -> ledger.answered(key(i)));
        assertThat(ledger.totals().inDoubt()).isLessThanOrEqualTo(1);
        for (int i = 0; i < 12; i++) {
          if (!ledger.answered(key(i))) {
            call(ledger, i);
          }
        }
        assertThat(answers(ledger)).isEqualTo(bodies(12));
        assertThat(ledger.totals().answered()).isEqualTo(12);
      }
      open(store).close();
      assertThat(store.list("segments/")).as("after %d writes", writes).hasSizeLessThan(PACK);
    }
    assertThat(died).isGreaterThan(20);
  }

  @Test
  void stopsAWriterWhoseNextNameIsFreeAgain() {
    MemoryStore store = new MemoryStore();
    Ledger stale = open(store);
    try (Ledger other = open(store)) {
      for (int i = 0; i < 10; i++) {
        call(other, i);
      }
    }
    assertThat(store.list("segments/")).doesNotContain(Segments.segment(0));
    assertThatThrownBy(() -> stale.intend(key(0), 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("another process writes it too (segments/000000000000.jsonl is");
    try (Ledger ledger = open(store)) {
      assertThat(ledger.totals()).isEqualTo(new LedgerTotals(10, 10, 0, 0));
    }
    assertThat(store.list("segments/")).isEmpty();
  }

  @Test
  void readsWhatIsPackedWhileItReads() {
    MemoryStore store = new MemoryStore();
    try (Ledger ledger = LedgerTest.open(store)) {
      for (int i = 0; i < 10; i++) {
        call(ledger, i);
      }
    }
    Segments segments = new Segments(store);
    List<Segments.Part> listed = segments.parts();
    open(store).close();
    assertThat(store.list("segments/")).isEmpty();
    List<String> bodies = new ArrayList<>();
    segments.read(
        listed,
        content ->
            content.events().stream()
                .filter(event -> event instanceof LedgerEvent.Answer)
                .forEach(event -> bodies.add(((LedgerEvent.Answer) event).body())));
    assertThat(bodies).isEqualTo(bodies(10));
  }

  @Test
  void packsSegmentsThatWereCutShort() throws Exception {
    MemoryStore store = new MemoryStore();
    String head = "{\"event\":\"segment\",\"version\":1,\"writer\":\"w\"}\n";
    String unbilled =
        "{\"event\":\"doubt\",\"key\":\"k\",\"attempt\":1,\"reason\":\"timeout\",\"at\":\"t\"}";
    store.putIfAbsent(Segments.segment(0), (head + unbilled).getBytes(UTF_8));
    store.putIfAbsent(Segments.segment(1), new byte[0]);
    store.putIfAbsent(Segments.segment(2), (head + unbilled + "\n").getBytes(UTF_8));
    try (Ledger ledger = open(store)) {
      call(ledger, 0);
    }
    assertThat(store.list("packs/")).containsExactly(Segments.pack(0, 4));
    try (Ledger ledger = open(store)) {
      assertThat(answers(ledger)).containsExactly("body 0");
    }
  }

  @Test
  void namesASegmentThatIsMissing() throws Exception {
    MemoryStore store = new MemoryStore();
    try (Ledger ledger = open(store)) {
      ledger.intend(key(0), 1);
      ledger.intend(key(1), 1);
    }
    store.delete(Segments.segment(0));
    assertThatThrownBy(() -> open(store))
        .isInstanceOf(DataException.class)
        .hasMessage("Cannot read ledger memory: segments/000000000000.jsonl is missing");
  }
}
