package io.hornbook.common.source;

import static io.hornbook.common.source.Sources.all;
import static io.hornbook.common.source.Sources.file;
import static io.hornbook.common.source.Sources.onlyQuarantined;
import static io.hornbook.common.source.Sources.posts;
import static io.hornbook.common.source.Sources.quarantined;
import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.source.SourceRecord.Quarantined;
import io.hornbook.common.testing.TestData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackExchangePostReaderTest {
  private static final String HEADER = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<posts>\n";
  private static final String QUESTION =
      "  <row Id=\"4\" PostTypeId=\"1\" AcceptedAnswerId=\"7\" CreationDate=\"2008-07-31T21:42:52.667\""
          + " Score=\"12\" ViewCount=\"9\" Body=\"&lt;p&gt;A &amp;amp; B&#xA;&lt;/p&gt;\" OwnerUserId=\"8\""
          + " Title=\"How?\" Tags=\"&lt;c#&gt;&lt;floating-point&gt;\" ContentLicense=\"CC BY-SA 4.0\" />\n";
  private static final String ANSWER =
      "  <row Id=\"7\" PostTypeId=\"2\" ParentId=\"4\" Score=\"-3\" Body=\"b\" OwnerDisplayName=\"x\" />\n";
  private static final String FOOTER = "</posts>";

  @TempDir Path folder;

  @Test
  void readsQuestionsAndAnswers() throws IOException {
    List<SourceRecord> records = read(HEADER + QUESTION + ANSWER + FOOTER);
    assertThat(quarantined(records)).isEmpty();
    assertThat(posts(records)).containsExactly(question(), answer());
  }

  private static Post question() {
    return new Post(
        4,
        null,
        7L,
        12L,
        "How?",
        "<p>A &amp; B\n</p>",
        List.of("c#", "floating-point"),
        "8",
        null,
        "CC BY-SA 4.0",
        Instant.parse("2008-07-31T21:42:52.667Z"),
        HEADER.length());
  }

  private static Post answer() {
    long offset = (long) HEADER.length() + QUESTION.length();
    return new Post(7, 4L, null, -3L, null, "b", List.of(), null, "x", null, null, offset);
  }

  @Test
  void tellsOfADumpThatEndsRightAfterARow() throws IOException {
    List<SourceRecord> records = read(HEADER + QUESTION.stripTrailing());
    assertThat(posts(records)).hasSize(1);
    assertThat(onlyQuarantined(records).reason()).isEqualTo("truncated");
  }

  @Test
  void readsBothSpellingsOfTags() {
    assertThat(PostRow.tags("<a><b-c>")).containsExactly("a", "b-c");
    assertThat(PostRow.tags("|a|b-c|")).containsExactly("a", "b-c");
    assertThat(PostRow.tags("")).isEmpty();
  }

  @Test
  void readsAByteOrderMarkAndCarriageReturns() throws IOException {
    String windows = "\uFEFF" + (HEADER + QUESTION + ANSWER + FOOTER).replace("\n", "\r\n");
    assertThat(posts(read(windows))).hasSize(2);
    assertThat(quarantined(read(windows))).isEmpty();
  }

  @Test
  void quarantinesMalformedRowsOneByOne() throws IOException {
    List<String> bad =
        List.of(
            "  <row Id=\"1\" PostTypeId=\"1\" Body=\"<p>\" />",
            "  <row Id=\"1\" PostTypeId=\"1\" Body=\"cut",
            "  <row Id=\"one\" PostTypeId=\"1\" Body=\"b\" />",
            "  <row PostTypeId=\"1\" Body=\"b\" />",
            "  <row Id=\"1\" PostTypeId=\"2\" Body=\"b\" />",
            "  <row Id=\"1\" PostTypeId=\"1\" />",
            "  <row Id=\"1\" PostTypeId=\"1\" Body=\"&#x0;\" />",
            "  <row Id=\"1\" PostTypeId=\"1\" Body=\"b\" CreationDate=\"soon\" />",
            "  <row Id=\"1\" PostTypeId=\"1\" Body=\"b\" /><row />",
            "stray text");
    String rows = String.join("\n", bad) + "\n";
    List<SourceRecord> records = read(HEADER + QUESTION + rows + ANSWER + FOOTER);
    assertThat(posts(records)).hasSize(2);
    assertThat(quarantined(records))
        .hasSize(bad.size())
        .extracting(Quarantined::reason)
        .containsOnly("malformed_row");
    assertThat(quarantined(records).get(0).offset()).isEqualTo(HEADER.length() + QUESTION.length());
  }

  @Test
  void resolvesNoEntityAndReadsNoFile() throws IOException {
    Path secret = folder.resolve("secret");
    Files.writeString(secret, "secret");
    String external =
        "<!DOCTYPE posts [<!ENTITY x SYSTEM \""
            + secret.toUri()
            + "\">]>\n"
            + "  <row Id=\"1\" PostTypeId=\"1\" Body=\"&x;\" />\n";
    List<SourceRecord> records = read("<posts>\n" + external + QUESTION + FOOTER);
    assertThat(posts(records)).hasSize(1);
    assertThat(quarantined(records)).hasSize(2).asString().doesNotContain("Body=secret");
  }

  /** JDK 17 stops after 50,000,000 characters from entities, JDK 25 after 100,000. */
  @Test
  void readsRowsOfMoreEntitiesThanAParserAllowsByDefault() throws IOException {
    String body = "&lt;".repeat(200_000);
    String row = "  <row Id=\"1\" PostTypeId=\"1\" Body=\"" + body + "\" />\n";
    List<SourceRecord> records = read(HEADER + row.repeat(3) + FOOTER);
    assertThat(posts(records)).hasSize(3);
    assertThat(posts(records).get(2).body()).hasSize(200_000);
  }

  @Test
  void passesOverPostsOfOtherKinds() throws IOException {
    String wiki = "  <row Id=\"9\" PostTypeId=\"5\" Body=\"wiki\" />\n";
    assertThat(read(HEADER + wiki + FOOTER)).isEmpty();
    assertThat(read("<?xml version=\"1.0\"?>\n<posts />\n")).isEmpty();
  }

  @Test
  void saysThatADumpIsTruncated() throws IOException {
    Quarantined atALine = onlyQuarantined(read(HEADER + QUESTION));
    assertThat(atALine.reason()).isEqualTo("truncated");
    assertThat(atALine.offset()).isEqualTo(HEADER.length() + QUESTION.length());
    Quarantined inALine = onlyQuarantined(read(HEADER + QUESTION + ANSWER.substring(0, 30)));
    assertThat(inALine.reason()).isEqualTo("malformed_row");
    assertThat(onlyQuarantined(read("")).reason()).isEqualTo("truncated");
  }

  @Test
  void readsThePublishedArchiveAsItComes() throws IOException {
    Path published = TestData.published("stackexchange/cardano.stackexchange.com.7z");
    List<SourceRecord> records =
        all(
            new StackExchangePostReader(
                SourceFile.local(published.getParent(), published.getFileName().toString()),
                ByteRange.WHOLE,
                "cardano",
                1_000_000));
    assertThat(quarantined(records)).isEmpty();
    Map<Boolean, List<Post>> kinds =
        posts(records).stream().collect(Collectors.partitioningBy(Post::isQuestion));
    assertThat(kinds.get(true)).hasSize(1_042);
    Map<Long, Long> answers =
        kinds.get(false).stream()
            .collect(Collectors.groupingBy(Post::questionId, Collectors.counting()));
    assertThat(kinds.get(false)).hasSize(1_496);
    assertThat(answers).hasSize(942);
    assertThat(answers.values()).filteredOn(count -> count >= 3).hasSize(115);
  }

  @Test
  void saysThatAPublishedArchiveIsTruncated() throws IOException {
    Path published = TestData.published("stackexchange/cardano.stackexchange.com.7z");
    byte[] bytes = Files.readAllBytes(published);
    for (int length : List.of(0, 20, 32, bytes.length / 2, bytes.length - 1)) {
      SourceFile cut = file(folder, "cut.7z", Arrays.copyOf(bytes, length));
      List<SourceRecord> records =
          all(new StackExchangePostReader(cut, ByteRange.WHOLE, "s", 1_000_000));
      assertThat(onlyQuarantined(records).reason()).as("%d bytes", length).isEqualTo("truncated");
      assertThat(records).hasSize(1);
    }
  }

  private List<SourceRecord> read(String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(content.getBytes(StandardCharsets.UTF_8));
    SourceFile posts = file(folder, "Posts.xml", bytes.toByteArray());
    return all(new StackExchangePostReader(posts, ByteRange.WHOLE, "s", 2_000_000));
  }
}
