package io.hornbook.common.llm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hornbook.common.failure.DataException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/**
 * Events in segments, written by groups: what arrives while one segment is being written, and in
 * the {@code linger} after, goes into the next. One thread writes; {@link #append} returns when the
 * event's segment is durable. After a failed write nothing more is written.
 */
final class SegmentLog implements AutoCloseable {
  private static final int WRITE_TRIES = 3;

  private record Pending(String lines, CompletableFuture<Void> written) {}

  private final LedgerStore store;
  private final Duration linger;
  private final Packer packer;
  private final String writer = UUID.randomUUID().toString();
  private final Object lock = new Object();
  private final Thread thread;
  private List<Pending> queue = new ArrayList<>();
  private boolean closed;
  private RuntimeException broken;
  private long next;

  /**
   * Starts to write behind the {@code next} segments that are there.
   *
   * @param packer takes what is written; closed with this
   */
  SegmentLog(LedgerStore store, Duration linger, long next, Packer packer) {
    this.store = store;
    this.packer = packer;
    this.linger = linger;
    this.next = next;
    this.thread = new Thread(this::writeGroups, "ledger");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Keeps events, all of them or none.
   *
   * @throws DataException if they are not known to be durable
   */
  void append(List<LedgerEvent> events) {
    await(enqueue(events));
  }

  /**
   * Keeps events, all of them or none, behind all that was given before and before all that comes
   * later: whoever finds a later event durable knows that these are.
   *
   * @return done when they are durable
   * @throws DataException if nothing more is written
   */
  CompletableFuture<Void> enqueue(List<LedgerEvent> events) {
    String lines = events.stream().map(Segments::line).collect(Collectors.joining("\n"));
    CompletableFuture<Void> written = new CompletableFuture<>();
    synchronized (lock) {
      if (broken != null || closed) {
        throw new DataException("Cannot write ledger " + store + ": it is closed", broken);
      }
      queue.add(new Pending(lines, written));
      lock.notifyAll();
    }
    return written;
  }

  /**
   * Waits until events are durable.
   *
   * @throws DataException if they are not known to be
   */
  void await(CompletableFuture<Void> written) {
    try {
      written.join();
    } catch (CompletionException e) {
      throw new DataException("Cannot write ledger " + store + ": " + e.getCause().getMessage(), e);
    }
  }

  private void writeGroups() {
    List<Pending> group = List.of();
    Exception cause = new IllegalStateException("its writer has died");
    try {
      for (group = nextGroup(); !group.isEmpty(); group = nextGroup()) {
        write(group);
        group.forEach(pending -> pending.written().complete(null));
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      cause = e;
    } finally {
      fail(group, cause);
    }
  }

  private List<Pending> nextGroup() throws InterruptedException {
    synchronized (lock) {
      while (queue.isEmpty() && !closed) {
        lock.wait();
      }
    }
    if (!linger.isZero()) {
      Thread.sleep(linger.toMillis());
    }
    synchronized (lock) {
      List<Pending> group = queue;
      queue = new ArrayList<>();
      return group;
    }
  }

  private void write(List<Pending> group) throws IOException {
    StringBuilder content =
        new StringBuilder(Segments.line(new LedgerEvent.Segment(Segments.VERSION, writer)));
    group.forEach(pending -> content.append('\n').append(pending.lines()));
    byte[] bytes = content.append('\n').toString().getBytes(UTF_8);
    String name = Segments.segment(next);
    if (!put(name, bytes) && !Arrays.equals(store.read(name), bytes)) {
      throw new IOException("another process writes it too (" + name + " is not of this one)");
    }
    // The name may be free again because another process has written, packed and removed it.
    if (new Segments(store).isPacked(next)) {
      throw new IOException("another process writes it too (" + name + " is packed already)");
    }
    packer.add(bytes);
    next++;
  }

  /** A write whose end is unknown is tried again: the same bytes under the same name. */
  private boolean put(String name, byte[] bytes) throws IOException {
    IOException last = null;
    for (int i = 0; i < WRITE_TRIES; i++) {
      try {
        return store.putIfAbsent(name, bytes);
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  private void fail(List<Pending> group, Exception cause) {
    List<Pending> lost = new ArrayList<>(group);
    synchronized (lock) {
      broken = new DataException(String.valueOf(cause.getMessage()), cause);
      lost.addAll(queue);
      queue = new ArrayList<>();
    }
    lost.forEach(pending -> pending.written().completeExceptionally(cause));
  }

  /** Waits until all that was appended is durable. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    packer.close();
  }
}
