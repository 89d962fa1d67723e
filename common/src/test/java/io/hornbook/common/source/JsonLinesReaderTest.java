package io.hornbook.common.source;

import static io.hornbook.common.source.Sources.DEFAULTS;
import static io.hornbook.common.source.Sources.all;
import static io.hornbook.common.source.Sources.decoder;
import static io.hornbook.common.source.Sources.documents;
import static io.hornbook.common.source.Sources.file;
import static io.hornbook.common.source.Sources.onlyQuarantined;
import static io.hornbook.common.source.Sources.quarantined;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.document.Document;
import io.hornbook.common.document.Provenance;
import io.hornbook.common.source.SourceRecord.Quarantined;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLinesReaderTest {
  private static final ColumnMapping MAPPING =
      new ColumnMapping(
          "text",
          null,
          null,
          "path",
          "meta.repo",
          null,
          "lang",
          "licenses",
          "stars",
          "date",
          List.of("id"));

  @TempDir Path folder;

  @Test
  void mapsColumnsByName() throws IOException {
    List<SourceRecord> records =
        read(
            """
            {"id":7,"text":"x = 1","path":"a.py","meta":{"repo":"r"},"lang":"Python",\
            "licenses":["MIT","BSD"],"stars":12.0,"date":"2020-01-02T03:04:05Z"}
            {"text":"y","licenses":"MIT","date":"2020-01-02 03:04:05","stars":null}
            """);
    Document first = documents(records).get(0);
    assertThat(first.provenance()).isEqualTo(new Provenance("s", "r", "a.py", null));
    assertThat(first.language()).isEqualTo("python");
    assertThat(first.licences()).containsExactly("MIT", "BSD");
    assertThat(first.stars()).isEqualTo(12);
    assertThat(first.createdAt()).isEqualTo(Instant.parse("2020-01-02T03:04:05Z"));
    assertThat(first.attributes()).isEqualTo(Map.of("id", "7"));
    Document second = documents(records).get(1);
    assertThat(second.provenance()).isEqualTo(new Provenance("s", null, "a.jsonl", null));
    assertThat(second.licences()).containsExactly("MIT");
    assertThat(second.createdAt()).isEqualTo(first.createdAt());
    assertThat(second.stars()).isNull();
    assertThat(second.attributes()).isNull();
  }

  @Test
  void keepsTheNeighboursOfABadLine() throws IOException {
    String good = "{\"text\":\"a\"}\n";
    String bad = "{\"text\":\"b\"\n[1]\nnull\n{\"text\":\"c\"} {\"text\":\"d\"}\n";
    List<SourceRecord> records = read(good + bad + good.replace('a', 'z'));
    assertThat(documents(records)).extracting(Document::text).containsExactly("a", "z");
    assertThat(quarantined(records))
        .extracting(Quarantined::offset)
        .containsExactly(13L, 25L, 29L, 34L);
    assertThat(quarantined(records)).extracting(Quarantined::reason).containsOnly("not_json");
    assertThat(new String(quarantined(records).get(1).head(), StandardCharsets.UTF_8))
        .isEqualTo("[1]");
  }

  @Test
  void quarantinesARecordWithoutTextOrWithAnotherType() throws IOException {
    List<SourceRecord> records =
        read(
            """
            {"text":null}
            {"content":"x"}
            {"text":5}
            {"text":"x","stars":1.5}
            {"text":"x","date":"yesterday"}
            {"text":"x","licenses":[1]}
            """);
    assertThat(quarantined(records))
        .extracting(Quarantined::reason)
        .containsExactly(
            "missing_text",
            "missing_text",
            "mistyped_field",
            "mistyped_field",
            "mistyped_field",
            "mistyped_field");
    assertThat(quarantined(records).get(3).error())
        .isEqualTo("Invalid stars: 1.5 (expected a whole number)");
  }

  @Test
  void quarantinesATimeThatNoTimestampHolds() {
    for (String time : List.of("+999999999-12-31T00:00:00Z", "-0001-01-01", "10000-01-01")) {
      Fields fields = column -> time;
      assertThatThrownBy(() -> FieldTypes.instant(fields, "created_at"))
          .hasMessageContaining("Invalid created_at")
          .hasMessageContaining("years 1 to 9999");
    }
  }

  @Test
  void quarantinesTextThatIsNoText() throws IOException {
    assertThat(onlyQuarantined(read("{\"text\":\"a\\u0000b\"}\n")).reason()).isEqualTo("nul_byte");
    assertThat(onlyQuarantined(read("{\"text\":\"a\\ud800b\"}\n")).reason())
        .isEqualTo("lone_surrogate");
    byte[] latin = "{\"text\":\"é\"}\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(onlyQuarantined(all(reader("a.jsonl", latin))).reason()).isEqualTo("not_utf8");
  }

  @Test
  void passesOverAByteOrderMarkCarriageReturnsAndBlankLines() throws IOException {
    List<SourceRecord> records = read("\uFEFF{\"text\":\"a\"}\r\n\r\n  \n{\"text\":\"b\"}");
    assertThat(documents(records)).extracting(Document::text).containsExactly("a", "b");
    assertThat(quarantined(records)).isEmpty();
  }

  @Test
  void passesOverALineOfFiftyMegabytes() throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(bytes("{\"text\":\"a\"}\n{\"text\":\""));
    content.writeBytes(new byte[50_000_000]);
    content.writeBytes(bytes("\"}\n{\"text\":\"z\"}\n"));
    List<SourceRecord> records = all(reader("a.jsonl", content.toByteArray()));
    assertThat(documents(records)).extracting(Document::text).containsExactly("a", "z");
    Quarantined row = onlyQuarantined(records);
    assertThat(row.reason()).isEqualTo("too_large");
    assertThat(row.offset()).isEqualTo(13);
    assertThat(row.head()).hasSize(Quarantined.HEAD);
  }

  @ParameterizedTest
  @CsvSource({"gz,gz", "zst,zstd", "bz2,bzip2", "xz,xz"})
  void readsPackedLinesInSeveralMembers(String ending, String compression) throws Exception {
    byte[] members = concat(pack(compression, lines(0, 100)), pack(compression, lines(100, 200)));
    List<SourceRecord> records = all(reader("a.jsonl." + ending, members));
    assertThat(documents(records)).hasSize(200);
    assertThat(quarantined(records)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"gz,gz", "zst,zstd", "bz2,bzip2", "xz,xz"})
  void aTruncatedFileKeepsTheEarlierLinesAndAddsOneRow(String ending, String compression)
      throws Exception {
    byte[] whole = pack(compression, lines(0, 20_000));
    byte[] cut = Arrays.copyOf(whole, whole.length - 10);
    List<SourceRecord> records = all(reader("a.jsonl." + ending, cut));
    Quarantined row = onlyQuarantined(records);
    assertThat(row.reason()).isEqualTo("truncated");
    assertThat(records.get(records.size() - 1)).isSameAs(row);
    List<String> texts = documents(records).stream().map(Document::text).toList();
    assertThat(texts)
        .isEqualTo(IntStream.range(0, texts.size()).mapToObj(i -> "line " + i).toList());
  }

  @Test
  void aTruncatedGzipLosesNoByteThatCouldBeUnpacked() throws Exception {
    byte[] whole = pack("gz", lines(0, 20_000));
    // All but the trailer (checksum and size) is there, so every line is.
    List<SourceRecord> records = all(reader("a.jsonl.gz", Arrays.copyOf(whole, whole.length - 8)));
    assertThat(documents(records)).hasSize(20_000);
    assertThat(onlyQuarantined(records).offset()).isEqualTo(lines(0, 20_000).length);
  }

  @Test
  void whatFollowsAWholeMemberIsNotLostInSilence() throws Exception {
    byte[] garbage = concat(pack("gz", lines(0, 100)), bytes("garbage after the end"));
    List<SourceRecord> records = all(reader("a.jsonl.gz", garbage));
    assertThat(documents(records)).hasSize(100);
    assertThat(onlyQuarantined(records).reason()).isEqualTo("corrupt");
  }

  @Test
  void mapsTheStack() throws IOException {
    Map<String, Object> row =
        Map.of(
            "content", "x = 1\n",
            "hexsha", "c0ffee",
            "max_stars_repo_name", "o/r",
            "max_stars_repo_path", "src/a.py",
            "max_stars_repo_head_hexsha", "beef",
            "max_stars_repo_licenses", List.of("MIT"),
            "max_stars_count", 3L,
            "lang", "Python",
            "max_stars_repo_stars_event_min_datetime", "2015-03-01T12:34:56.000Z");
    ColumnMapping theStack = ColumnMapping.preset("the-stack");
    SourceRecord record = theStack.record(row::get, "part-0", 0, DEFAULTS, decoder(100));
    Document document = ((SourceRecord.Read) record).document();
    assertThat(document.provenance()).isEqualTo(new Provenance("s", "o/r", "src/a.py", "beef"));
    assertThat(document.stars()).isEqualTo(3);
    assertThat(document.language()).isEqualTo("python");
    assertThat(document.createdAt()).isEqualTo(Instant.parse("2015-03-01T12:34:56Z"));
    assertThat(document.attributes()).isEqualTo(Map.of("hexsha", "c0ffee"));
    assertThat(theStack.columns()).hasSize(11);
  }

  @Test
  void leavesUnknownWhatACorpusDoesNotSay() {

    Map<String, Object> row = Map.of("content", "x = 1\n", "max_stars_repo_path", "src/a.py");
    SourceRecord record =
        ColumnMapping.preset("starcoderdata").record(row::get, "part-0", 0, DEFAULTS, decoder(9));
    Document document = ((SourceRecord.Read) record).document();
    assertThat(document.licences()).isNull();
    assertThat(document.provenance().revision()).isNull();
    assertThat(document.language()).isEqualTo("python");
  }

  @Test
  void readsBytesInTheEncodingThatTheRecordNames() {
    ColumnMapping mapping = ColumnMapping.preset("the-stack-v2");
    Map<String, Object> row = Map.of("path", "a.py", "src_encoding", "ISO-8859-1");
    byte[] latin = "# \u00e9t\u00e9".getBytes(StandardCharsets.ISO_8859_1);
    SourceRecord named = mapping.record(row::get, latin, "p", 0, DEFAULTS, decoder(9));
    assertThat(((SourceRecord.Read) named).document().text()).isEqualTo("# \u00e9t\u00e9");
    Map<String, Object> unknown = Map.of("path", "a.py", "src_encoding", "latin klingon");
    SourceRecord guessed = mapping.record(unknown::get, latin, "p", 0, DEFAULTS, decoder(9));
    assertThat(((Quarantined) guessed).reason()).isEqualTo("not_utf8");
    assertThat(mapping.record(unknown::get, bytes("x"), "p", 0, DEFAULTS, decoder(9)))
        .isInstanceOf(SourceRecord.Read.class);
  }

  private List<SourceRecord> read(String content) throws IOException {
    return all(reader("a.jsonl", bytes(content)));
  }

  private JsonLinesReader reader(String name, byte[] content) throws IOException {
    return reader(file(folder, name, content), ByteRange.WHOLE);
  }

  private static JsonLinesReader reader(SourceFile file, ByteRange range) {
    return new JsonLinesReader(file, range, DEFAULTS, decoder(10_000), MAPPING);
  }

  private static byte[] lines(int from, int to) {
    return bytes(
        IntStream.range(from, to)
            .mapToObj(i -> "{\"text\":\"line " + i + "\"}\n")
            .collect(Collectors.joining()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] concat(byte[] first, byte[] second) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(first);
    out.writeBytes(second);
    return out.toByteArray();
  }

  private static byte[] pack(String compression, byte[] bytes) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packed =
        new CompressorStreamFactory().createCompressorOutputStream(compression, out)) {
      packed.write(bytes);
    }
    return out.toByteArray();
  }
}
