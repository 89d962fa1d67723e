package io.hornbook.jobs.ingest;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.hornbook.common.document.TextDecoder;
import io.hornbook.common.source.Blobs;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The config of {@code ingest}.
 *
 * @param maxRecordBytes the largest record
 * @param maxRowGroupBytes the largest row group
 * @param splitBytes how a plain file of lines is cut
 * @param pieceBytes what a restart reads again at most
 * @param fallbackEncoding the encoding of text that is not UTF-8 and declares none
 * @param blobs how blobs are fetched
 * @param sources what is read
 */
public record IngestConfig(
    @JsonPropertyDescription(
            "The largest record (file, archive entry, line, row) in bytes; a larger one is"
                + " quarantined without being held. At least 1, at most 1073741824.")
        long maxRecordBytes,
    @JsonPropertyDescription(
            "The most that the columns that are read of a row group of a Parquet file may take, in"
                + " bytes as packed: a task holds them. A larger row group is quarantined, and so is"
                + " a page of that size when unpacked. At least 1.")
        long maxRowGroupBytes,
    @JsonPropertyDescription(
            "A plain file of lines (Posts.xml, .jsonl) is read in pieces of that many bytes, in"
                + " parallel; at least 1. The result does not depend on it.")
        long splitBytes,
    @JsonPropertyDescription(
            "An input larger than this, in bytes, is read in pieces of that size, which are kept"
                + " until the job publishes: an attempt after one that died reads the unfinished"
                + " ones. At least 1. The result does not depend on it.")
        long pieceBytes,
    @JsonPropertyDescription(
            "The encoding of text that is not UTF-8 and declares no encoding of its own, such as"
                + " windows-1252; left out: such text is quarantined.")
        Optional<String> fallbackEncoding,
    @JsonPropertyDescription("How blobs are fetched.") BlobLimits blobs,
    @JsonPropertyDescription("What is read; at least one source, with distinct names.")
        List<Source> sources) {
  private static final long LARGEST = 1L << 30;

  public IngestConfig {
    if (maxRecordBytes < 1 || maxRecordBytes > LARGEST) {
      throw new IllegalArgumentException(
          "Invalid max-record-bytes: " + maxRecordBytes + " (expected 1 to " + LARGEST + ")");
    }
    if (maxRowGroupBytes < 1) {
      throw new IllegalArgumentException(
          "Invalid max-row-group-bytes: " + maxRowGroupBytes + " (expected at least 1)");
    }
    if (splitBytes < 1) {
      throw new IllegalArgumentException(
          "Invalid split-bytes: " + splitBytes + " (expected at least 1)");
    }
    if (pieceBytes < 1) {
      throw new IllegalArgumentException(
          "Invalid piece-bytes: " + pieceBytes + " (expected at least 1)");
    }
    fallbackEncoding.ifPresent(IngestConfig::charset);
    sources = List.copyOf(sources);
    List<String> names = sources.stream().map(Source::name).toList();
    List<String> repeated =
        names.stream()
            .filter(name -> names.indexOf(name) != names.lastIndexOf(name))
            .distinct()
            .collect(Collectors.toList());
    if (!repeated.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid sources: the names " + repeated + " repeat (expected distinct names)");
    }
  }

  /**
   * How the objects of a store of blobs are fetched.
   *
   * @param concurrency how many at once
   * @param attempts how often each is tried
   * @param firstWaitMillis before the second attempt
   */
  public record BlobLimits(
      @JsonPropertyDescription("How many blobs a task fetches at once; at least 1.")
          int concurrency,
      @JsonPropertyDescription(
              "How often a blob is tried before the task fails; at least 1. A missing blob is"
                  + " quarantined at once.")
          int attempts,
      @JsonPropertyDescription(
              "The wait before the second attempt, in milliseconds; it doubles, up to a minute.")
          long firstWaitMillis)
      implements Serializable {
    public BlobLimits {
      limits(concurrency, attempts, firstWaitMillis, 1);
    }

    Blobs.Limits limits(long maxBytes) {
      return limits(concurrency, attempts, firstWaitMillis, maxBytes);
    }

    private static Blobs.Limits limits(
        int concurrency, int attempts, long firstWaitMillis, long maxBytes) {
      return new Blobs.Limits(concurrency, attempts, Duration.ofMillis(firstWaitMillis), maxBytes);
    }
  }

  ReadItems.Limits limits() {
    return new ReadItems.Limits(
        maxRecordBytes, maxRowGroupBytes, fallback().map(Charset::name).orElse(null), blobs);
  }

  /** What turns the bytes of records into text. */
  TextDecoder decoder() {
    return new TextDecoder(maxRecordBytes, fallback());
  }

  /** The fallback encoding. */
  Optional<Charset> fallback() {
    return fallbackEncoding.map(IngestConfig::charset);
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new IllegalArgumentException(
          "Invalid fallback-encoding: " + name + " (expected a name such as windows-1252)", e);
    }
  }
}
