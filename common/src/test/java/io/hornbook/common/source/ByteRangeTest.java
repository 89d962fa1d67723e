package io.hornbook.common.source;

import static io.hornbook.common.source.Sources.DEFAULTS;
import static io.hornbook.common.source.Sources.all;
import static io.hornbook.common.source.Sources.decoder;
import static io.hornbook.common.source.Sources.file;
import static io.hornbook.common.source.Sources.quarantined;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.source.SourceRecord.Quarantined;
import io.hornbook.common.testing.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file read in ranges, wherever it is cut, is the file read whole. */
class ByteRangeTest {
  private static final String ROW = "<row Id=\"%d\" PostTypeId=\"1\" Body=\"b%s\" />";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "</posts>",
        "\uFEFF<posts>\r\n@1\r\n@22\r\n</posts>\r\n",
        "<posts>\n@1\n@22\n</posts>\n\n  \n\n",
        "<posts>\n@1\n\n@22\n",
        "<posts>\n@1\n@22",
        "<posts>\n@1\n<row Id=\"2\" Post",
        "<posts>\n@1\nstray\n</posts>\n@22\n",
        "@1\n<row />\n@22\n</posts>\nstray",
        "<posts>\n@1\n</posts>   \r",
      })
  void everyPostIsReadOnceWhateverTheSplit(String dump) throws IOException {
    String posts = dump.replace("@1", ROW.formatted(1, "")).replace("@22", ROW.formatted(2, "é"));
    SourceFile xml = file(folder, "Posts.xml", posts.getBytes(StandardCharsets.UTF_8));
    sameWhateverTheSplit(xml, range -> new StackExchangePostReader(xml, range, "s", 200));
  }

  @Test
  void everyLineIsReadOnceWhateverTheSplit() throws IOException {
    RandomGenerator random = Seeds.random();
    for (int i = 0; i < 20; i++) {
      StringBuilder text = new StringBuilder();
      for (int line = random.nextInt(12); line > 0; line--) {
        text.append(
                random.nextInt(5) == 0 ? "" : "{\"t\":\"" + "x".repeat(random.nextInt(40)) + "\"}")
            .append(random.nextInt(3) == 0 ? "\r\n" : "\n");
      }
      text.append(random.nextBoolean() ? "{\"t\":\"last\"}" : "{broken");
      SourceFile lines = file(folder, "l.jsonl", text.toString().getBytes(StandardCharsets.UTF_8));
      ColumnMapping mapping = Sources.mapping("t");
      sameWhateverTheSplit(
          lines, range -> new JsonLinesReader(lines, range, DEFAULTS, decoder(30), mapping));
    }
  }

  private static void sameWhateverTheSplit(
      SourceFile file, Function<ByteRange, RecordReader> reader) {
    List<String> whole = told(all(reader.apply(ByteRange.WHOLE)));
    for (long split = 1; split <= file.length(); split++) {
      List<SourceRecord> pieces = new ArrayList<>();
      for (long from = 0; from < file.length(); from += split) {
        ByteRange range = new ByteRange(from, Math.min(file.length(), from + split));
        pieces.addAll(all(reader.apply(range)));
      }
      assertThat(told(pieces)).as("split at every %d bytes", split).isEqualTo(whole);
    }
  }

  /** Records with their places; their heads have no equality of their own. */
  private static List<String> told(List<SourceRecord> records) {
    assertThat(quarantined(records)).extracting(Quarantined::records).allMatch(count -> count == 1);
    return records.stream()
        .map(
            record ->
                record instanceof Quarantined row
                    ? row.reason() + "@" + row.offset() + ": " + row.error() + row.head().length
                    : record.toString())
        .toList();
  }

  @Test
  void aPackedFileHasNoRanges() throws IOException {
    SourceFile packed = file(folder, "l.jsonl.gz", new byte[10]);
    assertThatThrownBy(() -> new FileLines(packed, new ByteRange(1, 2), 10))
        .hasMessage("Invalid range of l.jsonl.gz: a packed file is read from its start");
    assertThatThrownBy(() -> new ByteRange(2, 2))
        .hasMessage("Invalid range: 2 to 2 (expected 0 or more, and at least one byte)");
  }
}
