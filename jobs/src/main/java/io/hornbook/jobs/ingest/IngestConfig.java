package io.hornbook.jobs.ingest;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.hornbook.common.document.TextDecoder;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The config of {@code ingest}.
 *
 * @param maxRecordBytes the largest record
 * @param splitBytes how a plain file of lines is cut
 * @param fallbackEncoding the encoding of text that is not UTF-8 and declares none
 * @param sources what is read
 */
public record IngestConfig(
    @JsonPropertyDescription(
            "The largest record (file, archive entry, line, row) in bytes; a larger one is"
                + " quarantined without being held. At least 1, at most 1073741824.")
        long maxRecordBytes,
    @JsonPropertyDescription(
            "A plain file of lines (Posts.xml, .jsonl) is read in pieces of that many bytes, in"
                + " parallel; at least 1. The result does not depend on it.")
        long splitBytes,
    @JsonPropertyDescription(
            "The encoding of text that is not UTF-8 and declares no encoding of its own, such as"
                + " windows-1252; left out: such text is quarantined.")
        Optional<String> fallbackEncoding,
    @JsonPropertyDescription("What is read; at least one source, with distinct names.")
        List<Source> sources) {
  private static final long LARGEST = 1L << 30;

  public IngestConfig {
    if (maxRecordBytes < 1 || maxRecordBytes > LARGEST) {
      throw new IllegalArgumentException(
          "Invalid max-record-bytes: " + maxRecordBytes + " (expected 1 to " + LARGEST + ")");
    }
    if (splitBytes < 1) {
      throw new IllegalArgumentException(
          "Invalid split-bytes: " + splitBytes + " (expected at least 1)");
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
