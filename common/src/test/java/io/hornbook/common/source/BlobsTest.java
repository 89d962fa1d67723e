package io.hornbook.common.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.source.Blobs.Blob;
import io.hornbook.common.source.Blobs.Damaged;
import io.hornbook.common.source.Blobs.Fetched;
import io.hornbook.common.source.Blobs.Limits;
import io.hornbook.common.source.Blobs.Missing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class BlobsTest {
  private static final Limits LIMITS = new Limits(4, 3, Duration.ZERO, 100);

  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
  private final AtomicInteger opened = new AtomicInteger();

  @Test
  void unpacksAnObject() throws IOException {
    objects.put("a1", gzip("text"));
    assertThat(fetch("a1"))
        .isInstanceOfSatisfying(
            Fetched.class, blob -> assertThat(blob.bytes()).asString().isEqualTo("text"));
  }

  @Test
  void holdsTheHeadAloneOfOneOverTheLimit() throws IOException {
    objects.put("a1", gzip("x".repeat(1_000_000)));
    assertThat(fetch("a1"))
        .isInstanceOfSatisfying(
            Fetched.class,
            blob -> {
              assertThat(blob.whole()).isFalse();
              assertThat(blob.bytes()).hasSize(101);
            });
  }

  @Test
  void tellsAMissingObjectFromADamagedOneAndTriesNeitherAgain() throws IOException {
    byte[] packed = gzip("text that is long enough to be cut in two");
    objects.put("cut", Arrays.copyOf(packed, packed.length - 12));
    objects.put("plain", "no gzip".getBytes(StandardCharsets.UTF_8));
    assertThat(fetch("none")).isEqualTo(new Missing("none"));
    assertThat(fetch("cut")).isInstanceOf(Damaged.class);
    assertThat(fetch("plain")).isInstanceOf(Damaged.class);
    assertThat(opened).hasValue(3);
  }

  @Test
  void neverLooksOutsideTheStore() {
    for (String name : List.of("../a", "a/b", "", "..", "/etc/passwd", "s3a://b/a")) {
      assertThat(fetch(name)).isEqualTo(new Missing(name));
    }
    assertThat(opened).hasValue(0);
  }

  @Test
  void triesAFailingStoreAgainAndThenGivesUp() throws IOException {
    objects.put("a1", gzip("text"));
    failures.put("a1", new AtomicInteger(2));
    assertThat(fetch("a1")).isInstanceOf(Fetched.class);
    failures.put("a1", new AtomicInteger(3));
    assertThatThrownBy(() -> fetch("a1"))
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("Cannot read a1: connection reset");
  }

  @Test
  void fetchesAsManyAtOnceAsItMay() throws Exception {
    CountDownLatch four = new CountDownLatch(4);
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    byte[] packed = gzip("text");
    try (Blobs blobs =
        new Blobs(
            name ->
                new Scripted(
                    name,
                    () -> {
                      most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                      four.countDown();
                      four.await(10, TimeUnit.SECONDS);
                      inFlight.decrementAndGet();
                      return packed;
                    }),
            LIMITS)) {
      List<CompletableFuture<Blob>> fetched = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        fetched.add(blobs.fetch("a" + i));
      }
      fetched.forEach(CompletableFuture::join);
    }
    assertThat(most).hasValue(4);
  }

  @Test
  void refusesLimitsThatMeanNothing() {
    assertThatThrownBy(() -> new Limits(0, 1, Duration.ZERO, 1))
        .hasMessage(
            "Invalid blobs: concurrency 0, attempts 1, first wait PT0S (expected at least 1, 1 and 0)");
  }

  private Blob fetch(String name) {
    try (Blobs blobs = new Blobs(wanted -> new Scripted(wanted, () -> object(wanted)), LIMITS)) {
      return blobs.fetch(name).join();
    }
  }

  private byte[] object(String name) throws IOException {
    opened.incrementAndGet();
    if (failures.getOrDefault(name, new AtomicInteger()).getAndDecrement() > 0) {
      throw new IOException("connection reset");
    }
    byte[] bytes = objects.get(name);
    if (bytes == null) {
      throw new FileNotFoundException(name);
    }
    return bytes;
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  private interface Content {
    byte[] bytes() throws IOException, InterruptedException;
  }

  /** An object whose opening does what a test says. */
  private record Scripted(String path, Content content) implements SourceFile {
    @Override
    public long length() {
      throw new UnsupportedOperationException("A store does not say it.");
    }

    @Override
    public InputStream open() throws IOException {
      try {
        return new ByteArrayInputStream(content.bytes());
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public InputStream open(long offset) {
      throw new UnsupportedOperationException("An object is read from its start.");
    }

    @Override
    public SeekableByteChannel channel() {
      throw new UnsupportedOperationException("An object is read from its start.");
    }
  }
}
