package io.hornbook.common.source;

import static io.hornbook.common.source.Sources.DEFAULTS;
import static io.hornbook.common.source.Sources.all;
import static io.hornbook.common.source.Sources.decoder;
import static io.hornbook.common.source.Sources.file;
import static io.hornbook.common.source.Sources.onlyQuarantined;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.document.Document;
import io.hornbook.common.document.Sha256;
import io.hornbook.common.source.SourceRecord.Quarantined;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileReaderTest {
  @TempDir Path folder;

  @Test
  void readsAFileAsOneDocument() throws IOException {
    byte[] content = "\uFEFFprint('é')\n".getBytes(StandardCharsets.UTF_8);
    Defaults defaults = new Defaults("s", "repo", "v1", null, List.of("MIT"));
    List<SourceRecord> records =
        all(new FileReader(file(folder, "a.py", content), defaults, decoder(100)));

    Document document = Sources.documents(records).get(0);
    assertThat(records).hasSize(1);
    assertThat(document.text()).isEqualTo("print('é')\n");
    assertThat(document.language()).isEqualTo("python");
    assertThat(document.licences()).containsExactly("MIT");
    assertThat(document.bytes()).isEqualTo(content.length);
    assertThat(document.contentSha256()).isEqualTo(Sha256.of(content));
    assertThat(document.provenance().path()).isEqualTo("a.py");
  }

  @Test
  void readsAnEmptyFileAsADocumentWithAnEmptyText() throws IOException {
    SourceFile empty = file(folder, "empty.py", new byte[0]);
    assertThat(Sources.documents(all(new FileReader(empty, DEFAULTS, decoder(100)))))
        .extracting(Document::text)
        .containsExactly("");
  }

  @ParameterizedTest
  @CsvSource({"gz,gz", "bz2,bzip2", "xz,xz", "zst,zstd"})
  void unpacksASinglePackedFile(String ending, String compression) throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out =
        new CompressorStreamFactory().createCompressorOutputStream(compression, packed)) {
      out.write("x = 1\n".repeat(50).getBytes(StandardCharsets.UTF_8));
    }
    SourceFile whole = file(folder, "a.py." + ending, packed.toByteArray());
    Document document =
        Sources.documents(all(new FileReader(whole, DEFAULTS, decoder(1_000)))).get(0);
    assertThat(document.provenance().path()).isEqualTo("a.py");
    assertThat(document.language()).isEqualTo("python");
    assertThat(document.text()).hasSize(300);
    SourceFile cut =
        file(folder, "b.py." + ending, Arrays.copyOf(packed.toByteArray(), packed.size() - 9));
    Quarantined row = onlyQuarantined(all(new FileReader(cut, DEFAULTS, decoder(1_000))));
    assertThat(row.origin()).isEqualTo("b.py." + ending);
    assertThat(row.reason()).isEqualTo("truncated");
    assertThat(onlyQuarantined(all(new FileReader(whole, DEFAULTS, decoder(100)))).reason())
        .isEqualTo("too_large");
  }

  @Test
  void quarantinesAFileThatIsNoText() throws IOException {
    Quarantined nul = quarantine("nul.py", new byte[] {'a', 0});
    assertThat(nul.reason()).isEqualTo("nul_byte");
    assertThat(nul.origin()).isEqualTo("nul.py");
    assertThat(nul.head()).containsExactly('a', 0);
    assertThat(quarantine("latin.py", new byte[] {(byte) 0xE9}).reason()).isEqualTo("not_utf8");
  }

  @Test
  void keepsTheHeadOfAFileOverTheLimit() throws IOException {
    Quarantined large = quarantine("large.py", new byte[1_000_000]);
    assertThat(large.reason()).isEqualTo("too_large");
    assertThat(large.head()).hasSize(Quarantined.HEAD);
  }

  @Test
  void takesAFailureOfTheStorageForNoDamage() {
    SourceFile lost = new Lost("lost.py", 10);
    assertThatThrownBy(() -> all(new FileReader(lost, DEFAULTS, decoder(100))))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("Cannot read lost.py: connection reset");
    assertThatThrownBy(
            () ->
                all(
                    new ArchiveReader(
                        lost, DEFAULTS, decoder(100), new PathFilter(List.of(), List.of()), "")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("Cannot read lost.py: connection reset");
  }

  /** A file on a storage that fails. */
  private record Lost(String path, long length) implements SourceFile {
    @Override
    public InputStream open(long offset) {
      return open();
    }

    @Override
    public InputStream open() {
      return new InputStream() {
        @Override
        public int read() throws IOException {
          throw new IOException("connection reset");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
          throw new IOException("connection reset");
        }
      };
    }

    @Override
    public SeekableByteChannel channel() throws IOException {
      throw new IOException("connection reset");
    }
  }

  private Quarantined quarantine(String name, byte[] content) throws IOException {
    return onlyQuarantined(
        all(new FileReader(file(folder, name, content), DEFAULTS, decoder(1_000))));
  }
}
