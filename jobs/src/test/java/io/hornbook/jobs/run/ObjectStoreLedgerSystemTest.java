package io.hornbook.jobs.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.failure.DataException;
import io.hornbook.common.llm.CallKey;
import io.hornbook.common.llm.Ledger;
import io.hornbook.common.llm.LedgerStore;
import io.hornbook.common.llm.LedgerTotals;
import io.hornbook.common.llm.Usage;
import io.hornbook.jobs.testing.ObjectStore;
import io.hornbook.jobs.testing.UnsteadyProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger in an S3 bucket, which has no append and no rename. */
@Tag("system")
class ObjectStoreLedgerSystemTest {
  private static final CallKey KEY = new CallKey("a", "model@1", 0);

  private static LedgerStore ledger(UnsteadyProxy store) {
    return StorageLedgerStore.at(
        new Storage(ObjectStore.configuration(store.port())),
        new org.apache.hadoop.fs.Path("s3a://corpus/run/label/ledger"));
  }

  private static Ledger open(LedgerStore store) {
    return Ledger.open(store, Clock.systemUTC(), Duration.ofMillis(20));
  }

  @Test
  void keepsCallsInABucketAndLetsOneOfTwoWritersGoOn(@TempDir Path folder) throws Exception {
    Path objects = Files.createDirectories(folder.resolve("objects"));
    try (ObjectStore server = ObjectStore.start(objects);
        UnsteadyProxy store = UnsteadyProxy.before(server.port(), 20)) {
      LedgerStore bucket = ledger(store);
      try (Ledger first = open(bucket);
          Ledger second = open(ledger(store))) {
        first.answer(KEY, first.intend(KEY, 100), "body", new Usage(1, 0, 1), 42);
        first.flush();
        assertThatThrownBy(() -> second.intend(KEY, 1))
            .isInstanceOf(DataException.class)
            .hasMessageContaining("another process writes it too");
      }
      try (Ledger again = open(ledger(store))) {
        assertThat(again.answered(KEY)).isTrue();
        assertThat(again.totals()).isEqualTo(new LedgerTotals(1, 42, 0, 0));
        List<String> bodies = new ArrayList<>();
        again.forEachAnswer(answer -> bodies.add(answer.body()));
        assertThat(bodies).containsExactly("body");
      }
      for (int i = 0; i < 10; i++) {
        assertThat(winners(bucket, "race/" + i)).isEqualTo(1);
      }
    }
  }

  /** Enough calls for a pack: the objects of each are two, and they are few afterwards. */
  @Test
  void packsTheObjectsOfABucketAndStopsAStaleWriter(@TempDir Path folder) throws Exception {
    Path objects = Files.createDirectories(folder.resolve("objects"));
    try (ObjectStore server = ObjectStore.start(objects);
        UnsteadyProxy store = UnsteadyProxy.before(server.port(), 20)) {
      LedgerStore bucket = ledger(store);
      Ledger stale = Ledger.open(ledger(store), Clock.systemUTC(), Duration.ZERO);
      try (Ledger ledger = Ledger.open(bucket, Clock.systemUTC(), Duration.ZERO)) {
        for (int i = 0; i < 130; i++) {
          CallKey key = new CallKey("r" + i, "model@1", 0);
          ledger.answer(key, ledger.intend(key, 100), "body", new Usage(1, 0, 1), 42);
          ledger.flush();
        }
      }
      assertThat(bucket.list("packs/")).containsExactly("packs/000000000000-000000000256.jsonl");
      assertThat(bucket.list("segments/")).hasSize(4);
      assertThatThrownBy(() -> stale.intend(KEY, 1))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("is packed already");
      try (Ledger again = open(ledger(store))) {
        assertThat(again.totals()).isEqualTo(new LedgerTotals(130, 130 * 42, 0, 0));
      }
    }
  }

  /** How many of four writers that begin together believe that they created the object. */
  private static int winners(LedgerStore bucket, String name) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Callable<Boolean>> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      byte[] content = ("writer " + i).getBytes(UTF_8);
      writers.add(() -> bucket.putIfAbsent(name, content));
    }
    int winners = 0;
    for (Future<Boolean> writer : threads.invokeAll(writers)) {
      winners += writer.get() ? 1 : 0;
    }
    threads.shutdown();
    return winners;
  }
}
