package io.hornbook.common.optout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.document.Document;
import io.hornbook.common.document.Provenance;
import io.hornbook.common.document.Sha256;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.source.PathFilter;
import io.hornbook.common.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DenyListTest {
  private static final String HASH = Sha256.of("x = 1\n").hex();

  private static final String ONE =
      """
      {"repository": "https://github.com/octocat/hello"}
      {"repo": "octocat/hello"}

      {"request": "T-1"}
      {"content_sha256": "abc"}
      [1]
      {"path": 7}
      """;
  private static final String TWO =
      """
      {"path": "a", "path": "b"}
      {"path": "a"} {"path": "b"}
      {"path": "{a"}
      {"path": "a", "date": "May 2024"}
      {"author": " "}
      repository: octocat
      """;

  private static DenyList list(String... lines) {
    return new DenyListReader().add("deny.jsonl", String.join("\n", lines)).list();
  }

  private static DenySubject code(String repository, String path) {
    return DenySubject.of(repository, path, null, HASH, HASH);
  }

  private static DenySubject page(String site, Map<String, String> attributes) {
    return DenySubject.of(site, "questions/17", attributes, HASH, HASH);
  }

  @Test
  void deniesARepositoryInAnyCaseAndNoOther() {
    DenyList list = list("{\"repository\": \"Octocat/Hello\"}");

    assertThat(list.denies(code("octocat/hello", "a.py"))).isTrue();
    assertThat(list.denies(code("OCTOCAT/HELLO", "a.py"))).isTrue();
    assertThat(list.denies(code("octocat/hello-world", "a.py"))).isFalse();
    assertThat(list.denies(code("someone/hello", "a.py"))).isFalse();
    assertThat(list.denies(code(null, "octocat/hello"))).isFalse();
  }

  @Test
  void deniesAllRepositoriesOfAnOwner() {
    DenyList list = list("{\"repository\": \"octocat/*\"}", "{\"repository\": \"*/dotfiles\"}");

    assertThat(list.denies(code("octocat/hello", "a.py"))).isTrue();
    assertThat(list.denies(code("octocats/hello", "a.py"))).isFalse();
    assertThat(list.denies(code("octocat", "a.py"))).isFalse();
    assertThat(list.denies(code("someone/dotfiles", "a.py"))).isTrue();
  }

  @Test
  void anAuthorIsTheOwnerOfARepositoryOrOfAPost() {
    DenyList list = list("{\"author\": \"octocat\"}", "{\"author\": \"Jane Doe\"}");

    assertThat(list.denies(code("Octocat/hello", "a.py"))).isTrue();
    assertThat(list.denies(code("someone/octocat", "a.py"))).isFalse();
    assertThat(list.denies(code("jars/octocat/z.jar", "a.py"))).isFalse();
    assertThat(list.denies(page("site", Map.of("owner", "Jane Doe")))).isTrue();
    assertThat(list.denies(page("site", Map.of("author", "OctoCat")))).isTrue();
    assertThat(list.denies(page("site", Map.of("answer_owners", "7,jane doe,8")))).isTrue();
    assertThat(list.denies(page("site", Map.of("answer_owners", "7,,8")))).isFalse();
    assertThat(list.denies(page("site", Map.of("title", "octocat")))).isFalse();
  }

  @Test
  void aNumberIsAnAuthorOfItsSiteAlone() {
    DenyList list = list("{\"repository\": \"cardano.stackexchange.com\", \"author\": \"1453\"}");

    assertThat(list.denies(page("cardano.stackexchange.com", Map.of("owner", "1453")))).isTrue();
    assertThat(list.denies(page("cardano.stackexchange.com", Map.of("owner", "145")))).isFalse();
    assertThat(list.denies(page("stackoverflow.com", Map.of("owner", "1453")))).isFalse();
    assertThatThrownBy(() -> list("{\"author\": \"1453\"}"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "line 1: Invalid author: 1453 (expected the repository of the site that numbers it beside it)");
  }

  @Test
  void deniesPathsByGlobs() {
    DenyList list =
        list(
            "{\"path\": \"**/secrets/**\"}",
            "{\"repository\": \"octocat/hello\", \"path\": \"src/*.py\"}",
            "{\"path\": \"questions/17\"}");

    assertThat(list.denies(code("a/b", "x/secrets/y.py"))).isTrue();
    assertThat(list.denies(code("a/b", "X/Secrets/y.py"))).isFalse();
    assertThat(list.denies(code("octocat/hello", "src/a.py"))).isTrue();
    assertThat(list.denies(code("octocat/hello", "src/x/a.py"))).isFalse();
    assertThat(list.denies(code("someone/else", "src/a.py"))).isFalse();
    assertThat(list.denies(page("site", null))).isTrue();
  }

  @Test
  void deniesContentByTheHashOfItsBytesOrText() {
    DenyList list = list("{\"content_sha256\": \"" + HASH.toUpperCase(Locale.ROOT) + "\"}");
    String other = Sha256.of("y").hex();

    assertThat(list.denies(DenySubject.of("a/b", "p", null, HASH, other))).isTrue();
    assertThat(list.denies(DenySubject.of("a/b", "p", null, other, HASH))).isTrue();
    assertThat(list.denies(DenySubject.of("a/b", "p", null, other, other))).isFalse();
    assertThat(list.denies(DenySubject.of("a/b", "p", null, other, null))).isFalse();
    Document document =
        new Document(
            new Provenance("files", null, "p", null),
            null,
            null,
            null,
            null,
            null,
            "x = 1\n",
            6,
            Sha256.of("x = 1\n"));
    assertThat(list.denies(DenySubject.of(document))).isTrue();
  }

  @Test
  void namesTheFirstEntryThatDenies() {
    DenyList list =
        list(
            "{\"path\": \"*.md\", \"request\": \"T-1\"}",
            "",
            "{\"repository\": \"octocat/hello\", \"request\": \"T-2\", \"date\": \"2024-05-01\"}",
            "{\"path\": \"*.py\", \"request\": \"T-3\", \"reason\": \"theirs\"}");

    assertThat(list.entry(code("octocat/hello", "a.py")).orElseThrow().request()).isEqualTo("T-2");
    assertThat(list.entry(code("a/b", "a.py")).orElseThrow().request()).isEqualTo("T-3");
    assertThat(list.entry(code("a/b", "a.rs"))).isEmpty();
    assertThat(DenyList.EMPTY.denies(code("a/b", "a.py"))).isFalse();
  }

  @Test
  void reportsEveryProblemWithItsLine() {
    DenyListReader reader = new DenyListReader().add("one.jsonl", ONE).add("two.jsonl", TWO);
    assertThatThrownBy(reader::list)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("Invalid deny-list, 12 problems:")
        .hasMessageContaining("one.jsonl, line 1: Invalid repository: https://github.com/octocat")
        .hasMessageContaining("one.jsonl, line 2: Unknown key repo (known here: repository,")
        .hasMessageContaining("one.jsonl, line 4: Invalid entry: no selector (expected repository")
        .hasMessageContaining("one.jsonl, line 5: Invalid SHA-256: abc")
        .hasMessageContaining("one.jsonl, line 6: Invalid entry: [1] (expected a JSON object)")
        .hasMessageContaining("one.jsonl, line 7: Invalid path: 7 (expected a text)")
        .hasMessageContaining("two.jsonl, line 1: Duplicate field 'path'")
        .hasMessageContaining("two.jsonl, line 3: Invalid glob: {a (expected paired braces)")
        .hasMessageContaining("two.jsonl, line 4: Invalid date: May 2024")
        .hasMessageContaining("two.jsonl, line 5: Invalid entry: an empty selector")
        .hasMessageContaining("two.jsonl, line 6: Unrecognized token");
  }

  @Test
  void theDigestIsOfWhatIsSelectedAlone() {
    String one = "{\"repository\": \"a/b\", \"request\": \"T-1\"}";
    String other = "{\"path\": \"*.py\"}";

    assertThat(list(one, other).digest())
        .isEqualTo(list(other, "{\"repository\": \"A/B\"}", one).digest())
        .isNotEqualTo(list(one).digest())
        .isNotEqualTo(DenyList.EMPTY.digest());
    assertThat(list("{\"author\": \"a\"}").digest())
        .isNotEqualTo(list("{\"path\": \"a\"}").digest());
  }

  @Test
  void findsWhatALookAtEveryEntryFinds() throws Exception {
    RandomGenerator random = Seeds.random();
    for (int round = 0; round < 200; round++) {
      List<DenyEntry> entries = new ArrayList<>();
      for (int i = random.nextInt(6); i >= 0; i--) {
        entries.add(entry(random));
      }
      DenyList list = copied(new DenyList(entries));
      for (int i = 0; i < 20; i++) {
        DenySubject subject = subject(random);
        DenyEntry expected =
            entries.stream().filter(entry -> naive(entry, subject)).findFirst().orElse(null);
        assertThat(list.entry(subject).orElse(null)).isEqualTo(expected);
        assertThat(list.denies(subject)).isEqualTo(expected != null);
      }
    }
  }

  private static DenyEntry entry(RandomGenerator random) {
    String repository =
        random.nextBoolean() ? pick(random, "A/x", "a/*", "*/x", "b", "{a,b}/y") : null;
    String author = random.nextInt(3) == 0 ? pick(random, "a", "B", "jo") : null;
    String path = random.nextInt(3) == 0 ? pick(random, "p", "p/*", "**") : null;
    String hash = random.nextInt(4) == 0 ? Sha256.of(pick(random, "1", "2")).hex() : null;
    return repository == null && author == null && path == null && hash == null
        ? entry(random)
        : new DenyEntry(repository, author, path, hash, null, null, null);
  }

  private static DenySubject subject(RandomGenerator random) {
    String repository = pick(random, "a/x", "A/y", "b", "b/y", "b/x", "a/x/z", null);
    Map<String, String> attributes =
        pick(random, Map.of("owner", "Jo"), Map.of("answer_owners", "b,c"), null, Map.of());
    return DenySubject.of(
        repository,
        pick(random, "p", "p/q", "p/q/r"),
        attributes,
        Sha256.of(pick(random, "1", "3")).hex(),
        Sha256.of(pick(random, "2", "3")).hex());
  }

  @SafeVarargs
  private static <T> T pick(RandomGenerator random, T... values) {
    return values[random.nextInt(values.length)];
  }

  private static boolean naive(DenyEntry entry, DenySubject subject) {
    return (entry.repository() == null
            || (subject.repository() != null
                && new PathFilter(List.of(entry.repository()), List.of())
                    .accepts(subject.repository())))
        && (entry.author() == null || subject.authors().contains(entry.author()))
        && (entry.path() == null
            || new PathFilter(List.of(entry.path()), List.of()).accepts(subject.path()))
        && (entry.contentSha256() == null
            || List.of(subject.contentSha256(), subject.textSha256())
                .contains(entry.contentSha256()));
  }

  /** As it comes to an executor. */
  private static DenyList copied(DenyList list) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(list);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (DenyList) in.readObject();
    }
  }
}
