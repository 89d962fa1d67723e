package io.hornbook.common.llm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hornbook.common.failure.DataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Keeps a ledger's objects few: segments that are durable are gathered, in their order, into a
 * pack, and removed once it is durable. A pack holds what its segments hold, byte for byte. One
 * thread packs, one pack after the other, so that packs have no gaps wherever it dies. A failure
 * ends the packing and nothing else: the segments lie there until the next start.
 */
final class Packer implements AutoCloseable {
  /** Listed in one page of S3 four times over, and read in about half a second. */
  static final int SEGMENTS = 256;

  /** One object's worth: held in memory twice while it is written, and read in under a second. */
  private static final int BYTES = 16 << 20;

  private final LedgerStore store;
  private final int segments;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(task -> Ledger.daemon(task, "ledger-packer"));
  private final List<byte[]> waiting = new ArrayList<>();
  private long from;
  private long bytes;
  private Future<?> last = CompletableFuture.completedFuture(null);
  private volatile boolean isBroken;

  /**
   * Starts with nothing to pack.
   *
   * @param segments of one pack at most, at least 1
   * @param from the number of the first segment that is in no pack
   */
  Packer(LedgerStore store, int segments, long from) {
    this.store = store;
    this.segments = segments;
    this.from = from;
  }

  /** Removes segments that a pack holds already. */
  void remove(List<String> packed) {
    last = thread.submit(() -> removed(packed));
  }

  /** Takes the next segment, which is durable; by one thread at a time. */
  void add(byte[] segment) {
    if (isBroken) {
      return;
    }
    byte[] whole = whole(segment);
    waiting.add(whole);
    bytes += whole.length;
    if (waiting.size() >= segments || bytes >= BYTES) {
      join();
      long start = from;
      from += waiting.size();
      byte[] pack = joined();
      long end = from;
      last = thread.submit(() -> write(start, end, pack));
    }
  }

  /** A segment that was cut short, without its last line; its head stands for what is lost. */
  private static byte[] whole(byte[] segment) {
    int end = segment.length;
    while (end > 0 && segment[end - 1] != '\n') {
      end--;
    }
    return end > 0
        ? Arrays.copyOf(segment, end)
        : (Segments.line(new LedgerEvent.Segment(Segments.VERSION, "")) + "\n").getBytes(UTF_8);
  }

  private byte[] joined() {
    ByteArrayOutputStream pack = new ByteArrayOutputStream(Math.toIntExact(bytes));
    waiting.forEach(pack::writeBytes);
    waiting.clear();
    bytes = 0;
    return pack.toByteArray();
  }

  private void write(long start, long end, byte[] pack) {
    if (isBroken) {
      return;
    }
    try {
      // Where it is there already, another process has written the same segments.
      store.putIfAbsent(Segments.pack(start, end), pack);
    } catch (IOException e) {
      isBroken = true;
      return;
    }
    List<String> packed = new ArrayList<>();
    for (long number = start; number < end; number++) {
      packed.add(Segments.segment(number));
    }
    removed(packed);
  }

  private void removed(List<String> packed) {
    try {
      for (String segment : packed) {
        store.delete(segment);
      }
    } catch (IOException e) {
      isBroken = true;
    }
  }

  private void join() {
    try {
      last.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException("Cannot go on with ledger " + store + ": interrupted", e);
    }
  }

  /** Waits until what was begun is done. */
  @Override
  public void close() {
    thread.shutdown();
    join();
  }
}
