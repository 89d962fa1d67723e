package io.hornbook.common.source;

import static io.hornbook.common.source.Sources.DEFAULTS;
import static io.hornbook.common.source.Sources.decoder;
import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.source.SourceRecord.Quarantined;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of a gigabyte in a JVM of 48 MB: they are quarantined, and their neighbours are read. */
@Tag("slow")
class SmallHeapTest {
  private static final int MEGABYTES = 1_000;

  @TempDir Path folder;

  @Test
  void aRecordOfAGigabyteNeedsNoGigabyte() throws Exception {
    pack("l.jsonl.zst", "zstd", "{\"t\":\"", "\"}\n{\"t\":\"x\"}\n");
    pack("Posts.xml.gz", "gz", "<posts>\n<row Id=\"1\" Body=\"", "\" />\n</posts>\n");
    pack("a.py.zst", "zstd", "", "");
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(folder.resolve("a.zip")))) {
      zip.putNextEntry(new ZipEntry("large.py"));
      large("", "").transferTo(zip);
      zip.putNextEntry(new ZipEntry("small.py"));
      zip.write('x');
    }
    Process process = start(folder);
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(told.lines())
        .containsExactly(
            "l.jsonl.zst [too_large, read]",
            "Posts.xml.gz [too_large]",
            "a.py.zst [too_large]",
            "a.zip [too_large, read]");
    assertThat(process.exitValue()).isZero();
  }

  private static Process start(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx48m",
            "-cp",
            System.getProperty("java.class.path"),
            SmallHeapTest.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Reads the files of the folder: what each of their records is. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    SourceFile lines = SourceFile.local(folder, "l.jsonl.zst");
    tell(
        lines,
        new JsonLinesReader(
            lines, ByteRange.WHOLE, DEFAULTS, decoder(1_000_000), Sources.mapping("t")));
    SourceFile posts = SourceFile.local(folder, "Posts.xml.gz");
    tell(posts, new StackExchangePostReader(posts, ByteRange.WHOLE, "s", 1_000_000));
    SourceFile single = SourceFile.local(folder, "a.py.zst");
    tell(single, new FileReader(single, DEFAULTS, decoder(1_000_000)));
    SourceFile zip = SourceFile.local(folder, "a.zip");
    PathFilter every = new PathFilter(List.of(), List.of());
    tell(zip, new ArchiveReader(zip, DEFAULTS, decoder(1_000_000), every, ""));
  }

  private static void tell(SourceFile file, RecordReader reader) {
    List<String> kinds =
        Sources.all(reader).stream()
            .map(record -> record instanceof Quarantined row ? row.reason() : "read")
            .toList();
    System.out.println(file.path() + " " + kinds);
  }

  private void pack(String name, String compression, String before, String after) throws Exception {
    try (OutputStream packed =
            new CompressorStreamFactory()
                .createCompressorOutputStream(
                    compression, Files.newOutputStream(folder.resolve(name)));
        InputStream in = large(before, after)) {
      in.transferTo(packed);
    }
  }

  private static InputStream large(String before, String after) {
    byte[] megabyte = new byte[1_000_000];
    Arrays.fill(megabyte, (byte) 'a');
    List<InputStream> parts = new java.util.ArrayList<>();
    parts.add(stream(before.getBytes(StandardCharsets.UTF_8)));
    for (int i = 0; i < MEGABYTES; i++) {
      parts.add(stream(megabyte));
    }
    parts.add(stream(after.getBytes(StandardCharsets.UTF_8)));
    return new SequenceInputStream(Collections.enumeration(parts));
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }
}
