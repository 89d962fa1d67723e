package io.hornbook.common.source;

import io.hornbook.common.source.FileReader.Content;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Texts that lie outside their records, one gzipped object each, in a store such as Software
 * Heritage's bucket. Several are fetched at once, each tried again after growing waits; a store
 * that keeps failing is a failure of the storage, an object that is not there or is damaged is its
 * record's own affair.
 */
public final class Blobs implements Closeable {
  /** One name below the store: never a path out of it. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final Function<String, SourceFile> store;
  private final Limits limits;
  private final ExecutorService threads;

  /**
   * How a store is read.
   *
   * @param concurrency how many objects are fetched at once; at least 1
   * @param attempts how often each is tried; at least 1
   * @param firstWait before the second attempt; it doubles from one to the next
   * @param maxBytes the largest text
   */
  public record Limits(int concurrency, int attempts, Duration firstWait, long maxBytes) {
    public Limits {
      if (concurrency < 1 || attempts < 1 || firstWait.isNegative()) {
        throw new IllegalArgumentException(
            "Invalid blobs: concurrency %d, attempts %d, first wait %s (expected at least 1, 1 and 0)"
                .formatted(concurrency, attempts, firstWait));
      }
    }
  }

  /** What became of an object. */
  public sealed interface Blob {}

  /**
   * Its unpacked bytes.
   *
   * @param bytes all of them, or the head of one over the limit
   * @param whole whether they are all
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed from the store to the decoder.
  public record Fetched(byte[] bytes, boolean whole) implements Blob {}

  /**
   * It is not there.
   *
   * @param name of the object
   */
  public record Missing(String name) implements Blob {}

  /**
   * It is no whole gzip file.
   *
   * @param cause what is wrong
   */
  public record Damaged(IOException cause) implements Blob {}

  /**
   * A store.
   *
   * @param store the object of a name
   */
  public Blobs(Function<String, SourceFile> store, Limits limits) {
    this.store = store;
    this.limits = limits;
    this.threads =
        Executors.newFixedThreadPool(
            limits.concurrency(),
            task -> {
              Thread thread = new Thread(task, "blobs");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** How many objects are worth asking for ahead. */
  public int concurrency() {
    return limits.concurrency();
  }

  /**
   * Begins to fetch an object.
   *
   * @return what it is; fails with {@link UncheckedIOException} where the storage does
   */
  public CompletableFuture<Blob> fetch(String name) {
    return NAME.matcher(name).matches()
        ? CompletableFuture.supplyAsync(() -> tried(name), threads)
        : CompletableFuture.completedFuture(new Missing(name));
  }

  private Blob tried(String name) {
    Duration wait = limits.firstWait();
    for (int attempt = 1; ; attempt++) {
      try {
        return once(name);
      } catch (UncheckedIOException e) {
        if (isMissing(e.getCause())) {
          return new Missing(name);
        }
        if (attempt == limits.attempts() || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        sleep(wait);
        wait =
            wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
      }
    }
  }

  private Blob once(String name) {
    try (InputStream packed = Storage.open(store.apply(name));
        InputStream in = Compression.unpack(name + ".gz", packed)) {
      Content content = Content.read(in, limits.maxBytes());
      return new Fetched(content.bytes(), content.whole());
    } catch (IOException e) {
      return new Damaged(e);
    }
  }

  private static boolean isMissing(IOException cause) {
    return cause instanceof FileNotFoundException || cause instanceof NoSuchFileException;
  }

  private static void sleep(Duration wait) {
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
