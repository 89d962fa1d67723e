package io.hornbook.common.source;

import static io.hornbook.common.source.Sources.DEFAULTS;
import static io.hornbook.common.source.Sources.decoder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.hornbook.common.testing.Mutations;
import io.hornbook.common.testing.Seeds;
import io.hornbook.common.testing.TestData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever bytes a file holds, its reader ends and throws nothing: damage is a row of quarantine.
 */
class RecordReaderFuzzTest {
  /** Of each kind; more by {@code -Dfuzz.inputs}. */
  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 150);

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final PathFilter EVERY = new PathFilter(List.of(), List.of());
  private static final String POSTS =
      """
      <?xml version="1.0" encoding="utf-8"?>
      <posts>
        <row Id="1" PostTypeId="1" Body="&lt;p&gt;a&#xA;&lt;/p&gt;" Tags="|a|b|" Score="3" />
        <row Id="2" PostTypeId="2" ParentId="1" Body="b" CreationDate="2020-01-01T00:00:00.000" />
      </posts>
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"a.py", "a.py.gz", "a.py.bz2", "a.py.xz", "a.py.zst"})
  void aFileIsRead(String name) throws Exception {
    byte[] text = "# coding: latin-1\nprint('é')\n".repeat(20).getBytes(StandardCharsets.UTF_8);
    fuzz(name, packed(name, text), file -> new FileReader(file, DEFAULTS, decoder(100_000)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"l.jsonl", "l.jsonl.gz", "l.jsonl.zst", "l.jsonl.xz", "l.jsonl.bz2"})
  void linesOfJsonAreRead(String name) throws Exception {
    String line = "{\"t\": \"a\\u00e9\\ud83d\\ude00\", \"n\": [1.5e3, null, {\"x\": true}]}\n";
    byte[] lines = line.repeat(20).getBytes(StandardCharsets.UTF_8);
    ColumnMapping mapping =
        new ColumnMapping(
            "t", null, null, "n.x", null, null, null, "n", "n", "n", List.of("n", "t"));
    fuzz(
        name,
        packed(name, lines),
        file -> new JsonLinesReader(file, ByteRange.WHOLE, DEFAULTS, decoder(100_000), mapping));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Posts.xml", "Posts.xml.gz", "Posts.xml.zst"})
  void postsAreRead(String name) throws Exception {
    byte[] posts = POSTS.getBytes(StandardCharsets.UTF_8);
    fuzz(name, packed(name, posts), RecordReaderFuzzTest::posts);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.zip", "a.tar", "a.tar.gz", "a.tar.bz2", "a.tar.xz", "a.tar.zst"})
  void archivesAreRead(String name) throws Exception {
    byte[] archive = name.endsWith(".zip") ? zip() : packed(name, tar());
    fuzz(name, archive, file -> new ArchiveReader(file, DEFAULTS, decoder(100_000), EVERY, ""));
  }

  @Test
  void objectsOfAStoreAreFetched() throws Exception {
    byte[] whole = packed("text.gz", "print('é')\n".repeat(300).getBytes(StandardCharsets.UTF_8));
    RandomGenerator random = Seeds.random();
    for (int i = 0; i < INPUTS; i++) {
      byte[] bytes = i % 10 == 0 ? Mutations.noise(random, 2_000) : Mutations.of(whole, random);
      SourceFile object = Sources.file(folder, "object", bytes);
      try (Blobs blobs =
          new Blobs(name -> object, new Blobs.Limits(1, 1, Duration.ZERO, 100_000))) {
        assertThat(assertTimeoutPreemptively(PATIENCE, () -> blobs.fetch("object").get()))
            .isInstanceOfAny(Blobs.Fetched.class, Blobs.Damaged.class);
      }
    }
  }

  @Test
  void aPublishedArchiveIsRead() throws Exception {
    Path published = TestData.published("stackexchange/cardano.stackexchange.com.7z");
    byte[] bytes = Files.readAllBytes(published);
    RandomGenerator random = Seeds.random();
    for (int i = 0; i < 12; i++) {
      read("site.7z", Mutations.of(bytes, random), RecordReaderFuzzTest::posts);
    }
    // The directory alone: what is wrong there must not become a huge allocation.
    for (int i = 0; i < 60; i++) {
      byte[] mutated = bytes.clone();
      mutated[bytes.length - 1 - random.nextInt(150)] = (byte) random.nextInt(256);
      read("site.7z", mutated, RecordReaderFuzzTest::posts);
    }
  }

  private static RecordReader posts(SourceFile file) {
    return new StackExchangePostReader(file, ByteRange.WHOLE, "s", 100_000);
  }

  private void fuzz(String name, byte[] whole, Opened reader) throws IOException {
    RandomGenerator random = Seeds.random();
    for (int i = 0; i < INPUTS; i++) {
      byte[] bytes = i % 10 == 0 ? Mutations.noise(random, 2_000) : Mutations.of(whole, random);
      read(name, bytes, reader);
    }
  }

  private void read(String name, byte[] bytes, Opened reader) throws IOException {
    SourceFile file = Sources.file(folder, name, bytes);
    List<SourceRecord> records =
        assertTimeoutPreemptively(PATIENCE, () -> Sources.all(reader.of(file)));
    assertThat(records).allSatisfy(record -> assertThat(record).isNotNull());
  }

  private interface Opened {
    RecordReader of(SourceFile file);
  }

  private static byte[] packed(String name, byte[] bytes) throws Exception {
    String ending = name.substring(name.lastIndexOf('.') + 1);
    String compression =
        switch (ending) {
          case "gz" -> "gz";
          case "bz2" -> "bzip2";
          case "xz" -> "xz";
          case "zst" -> "zstd";
          default -> "";
        };
    if (compression.isEmpty()) {
      return bytes;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packed =
        new CompressorStreamFactory().createCompressorOutputStream(compression, out)) {
      packed.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] zip() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < 5; i++) {
        zip.putNextEntry(new ZipEntry("dir/" + i + ".py"));
        zip.write("print(1)\n".repeat(i * 10).getBytes(StandardCharsets.UTF_8));
      }
    }
    return out.toByteArray();
  }

  private static byte[] tar() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (int i = 0; i < 4; i++) {
        byte[] text = "print(1)\n".repeat(i * 10).getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry("d".repeat(i * 60) + "/" + i + ".py");
        entry.setSize(text.length);
        tar.putArchiveEntry(entry);
        tar.write(text);
        tar.closeArchiveEntry();
      }
    }
    return out.toByteArray();
  }
}
