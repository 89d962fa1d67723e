package io.hornbook.common.llm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.failure.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
  private static final CallKey A = new CallKey("a", "model@1", 0);
  private static final CallKey B = new CallKey("b", "model@1", 0);

  static Ledger open(LedgerStore store) {
    return Ledger.open(store, CLOCK, Duration.ZERO);
  }

  private static List<String> answers(Ledger ledger) {
    List<String> bodies = new ArrayList<>();
    ledger.forEachAnswer(answer -> bodies.add(answer.body()));
    return bodies;
  }

  @Test
  void findsWhatIsAnsweredAndWhatIsInDoubtAfterReopening(@TempDir Path folder) {
    LedgerStore store = new LocalLedgerStore(folder);
    try (Ledger ledger = open(store)) {
      ledger.answer(A, ledger.intend(A, 100), "first \u00e9\n\"", new Usage(10, 0, 5), 42);
      assertThat(ledger.intend(B, 70)).isEqualTo(1);
    }
    try (Ledger ledger = open(store)) {
      assertThat(ledger.answered(A)).isTrue();
      assertThat(ledger.answered(B)).isFalse();
      assertThat(ledger.attempts(B)).isEqualTo(1);
      assertThat(ledger.totals()).isEqualTo(new LedgerTotals(1, 42, 1, 70));
      assertThat(answers(ledger)).containsExactly("first \u00e9\n\"");
      assertThat(ledger.intend(B, 70)).isEqualTo(2);
    }
  }

  @Test
  void tellsReplicatesAndAnnotatorsApart() {
    try (Ledger ledger = open(new MemoryStore())) {
      ledger.answer(A, ledger.intend(A, 1), "", new Usage(1, 0, 1), 1);
      assertThat(ledger.answered(new CallKey("a", "model@1", 1))).isFalse();
      assertThat(ledger.answered(new CallKey("a", "model@2", 0))).isFalse();
    }
  }

  @Test
  void closesAnUnbilledCallAndKeepsADoubtfulOneOpen() {
    MemoryStore store = new MemoryStore();
    try (Ledger ledger = open(store)) {
      ledger.failed(A, ledger.intend(A, 100), CallFailure.Reason.RATE_LIMITED);
      ledger.failed(A, ledger.intend(A, 50), CallFailure.Reason.TIMEOUT);
    }
    try (Ledger ledger = open(store)) {
      assertThat(ledger.totals()).isEqualTo(new LedgerTotals(0, 0, 1, 50));
      assertThat(ledger.attempts(A)).isEqualTo(2);
    }
  }

  @Test
  void stopsOneOfTwoProcessesThatWriteTheSameLedger() {
    MemoryStore store = new MemoryStore();
    Ledger first = open(store);
    Ledger second = open(store);
    first.intend(A, 1);
    assertThatThrownBy(() -> second.intend(A, 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("another process writes it too");
    first.intend(B, 1);
    assertThatThrownBy(() -> second.intend(B, 1)).isInstanceOf(DataException.class);
  }

  /** A store whose first write succeeds, and nobody learns of it. */
  private static final class Flaky implements LedgerStore {
    private final LedgerStore store;
    private boolean failed;

    Flaky(LedgerStore store) {
      this.store = store;
    }

    @Override
    public boolean putIfAbsent(String name, byte[] content) throws IOException {
      boolean created = store.putIfAbsent(name, content);
      if (!failed) {
        failed = true;
        throw new IOException("connection reset");
      }
      return created;
    }

    @Override
    public List<String> list(String prefix) throws IOException {
      return store.list(prefix);
    }

    @Override
    public void delete(String name) throws IOException {
      store.delete(name);
    }

    @Override
    public byte[] read(String name) throws IOException {
      return store.read(name);
    }
  }

  @Test
  void survivesAWriteWhoseEndIsUnknown() {
    MemoryStore store = new MemoryStore();
    try (Ledger ledger = open(new Flaky(store))) {
      ledger.answer(A, ledger.intend(A, 1), "x", new Usage(1, 0, 1), 1);
      ledger.flush();
      assertThat(answers(ledger)).containsExactly("x");
    }
    assertThat(store.size()).isEqualTo(2);
  }

  /** A store whose writes wait for a permit each. */
  private static final class Gated implements LedgerStore {
    private final MemoryStore store;
    private final Semaphore permits = new Semaphore(0);

    Gated(MemoryStore store) {
      this.store = store;
    }

    @Override
    public boolean putIfAbsent(String name, byte[] content) throws IOException {
      permits.acquireUninterruptibly();
      return store.putIfAbsent(name, content);
    }

    @Override
    public List<String> list(String prefix) {
      return store.list(prefix);
    }

    @Override
    public void delete(String name) throws IOException {
      store.delete(name);
    }

    @Override
    public byte[] read(String name) throws IOException {
      return store.read(name);
    }
  }

  @Test
  void anAnswerHoldsUpNobodyAndIsThereBeforeALaterIntent() {
    MemoryStore store = new MemoryStore();
    Gated gated = new Gated(store);
    try (Ledger ledger = open(gated)) {
      gated.permits.release();
      int attempt = ledger.intend(A, 1);
      ledger.answer(A, attempt, "x", new Usage(1, 0, 1), 1);
      assertThat(ledger.answered(A)).isFalse();
      assertThat(store.size()).isEqualTo(1);

      gated.permits.release(2);
      assertThat(ledger.intend(B, 1)).isEqualTo(1);
      assertThat(ledger.answered(A)).isTrue();
      assertThat(answers(ledger)).containsExactly("x");
    }
  }

  @Test
  void anAnswerThatCannotBeKeptStaysInDoubt() {
    MemoryStore store = new MemoryStore();
    Ledger ledger = open(store.dyingAfter(1, false));
    ledger.answer(A, ledger.intend(A, 7), "x", new Usage(1, 0, 1), 1);
    assertThatThrownBy(ledger::flush)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the store is dead");
    assertThat(ledger.answered(A)).isFalse();
    try (Ledger again = open(store)) {
      assertThat(again.totals()).isEqualTo(new LedgerTotals(0, 0, 1, 7));
    }
  }

  @Test
  void skipsALastLineThatWasNeverAcknowledged(@TempDir Path folder) throws Exception {
    LedgerStore store = new LocalLedgerStore(folder);
    try (Ledger ledger = open(store)) {
      ledger.answer(A, ledger.intend(A, 1), "x", new Usage(1, 0, 1), 1);
    }
    Path last = folder.resolve("segments/000000000001.jsonl");
    String content = Files.readString(last);
    Files.writeString(last, content.substring(0, content.length() - 20));
    try (Ledger ledger = open(store)) {
      assertThat(ledger.totals()).isEqualTo(new LedgerTotals(0, 0, 1, 1));
    }
  }

  @Test
  void namesASegmentThatIsBroken(@TempDir Path folder) throws Exception {
    LedgerStore store = new LocalLedgerStore(folder);
    store.putIfAbsent(
        "segments/000000000000.jsonl",
        "{\"event\":\"segment\",\"version\":1}\n{oops\n".getBytes(UTF_8));
    assertThatThrownBy(() -> open(store))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("segments/000000000000.jsonl");
    LedgerStore newer = new LocalLedgerStore(folder.resolve("newer"));
    newer.putIfAbsent(
        "segments/000000000000.jsonl", "{\"event\":\"segment\",\"version\":2}\n".getBytes(UTF_8));
    assertThatThrownBy(() -> open(newer)).hasMessageContaining("is not of version 1");
  }

  @Test
  void gathersTheEventsOfManyThreadsInFewObjects() throws Exception {
    MemoryStore store = new MemoryStore();
    ExecutorService threads = Executors.newFixedThreadPool(50);
    try (Ledger ledger = Ledger.open(store, CLOCK, Duration.ofMillis(20))) {
      threads
          .invokeAll(
              IntStream.range(0, 1000)
                  .<java.util.concurrent.Callable<Integer>>mapToObj(
                      i -> () -> ledger.intend(new CallKey("r" + i, "m", 0), 1))
                  .toList())
          .forEach(done -> assertThat(done).isDone());
    }
    threads.shutdown();
    assertThat(store.size()).isLessThan(100);
    try (Ledger ledger = open(store)) {
      assertThat(ledger.totals().inDoubt()).isEqualTo(1000);
    }
  }

  @Test
  void writesAFileOnceAndWhole(@TempDir Path folder) throws Exception {
    LedgerStore store = new LocalLedgerStore(folder);
    assertThat(store.list("segments/")).isEmpty();
    assertThat(store.putIfAbsent("segments/b", "one".getBytes(UTF_8))).isTrue();
    assertThat(store.putIfAbsent("segments/b", "two".getBytes(UTF_8))).isFalse();
    assertThat(store.putIfAbsent("segments/a", "three".getBytes(UTF_8))).isTrue();
    assertThat(store.read("segments/b")).asString(UTF_8).isEqualTo("one");
    assertThat(store.list("segments/")).containsExactly("segments/a", "segments/b");
    try (var files = Files.list(folder.resolve("segments"))) {
      assertThat(files).hasSize(2);
    }
  }
}
