package io.hornbook.jobs.dedup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.minhash.LshParameters;
import io.hornbook.common.testing.Seeds;
import io.hornbook.common.testing.TestData;
import io.hornbook.common.token.Tokenizer;
import io.hornbook.jobs.dedup.Corpus.Duplicate;
import io.hornbook.jobs.testing.SparkTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Copies of real Python files, edited in known ways: how many of each kind are found. The literal
 * seed makes the printed table the same on every machine; it is the one of the package description.
 */
@Tag("slow")
@SparkTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlantedDuplicatesTest {
  private static final long SEED = 20260117;
  private static final int FILES = 150;
  private static final int LEAST_TOKENS = 50;

  private final Map<String, String> originals = originals();
  private final Corpus corpus = new Corpus();
  private final Map<String, Duplicate> found = new TreeMap<>();
  private final Map<String, Figures> kinds = new LinkedHashMap<>();

  /** Counts of one kind of edit. */
  private static final class Figures {
    private int planted;
    private int alike;
    private double expected;
    private int removed;
    private int removedAlike;
  }

  @BeforeAll
  void plantAndDeduplicate(SparkSession session) {
    Edits edits = new Edits(Seeds.random(SEED));
    Map<String, UnaryOperator<String>> planted = new LinkedHashMap<>();
    for (int percent : new int[] {2, 5, 10, 20}) {
      planted.put(percent + " % of tokens edited", text -> edits.tokens(text, percent / 100.0));
    }
    planted.put("10 % of names renamed", text -> edits.names(text, 0.1));
    planted.put("all names renamed", text -> edits.names(text, 1));
    planted.put("line ends changed", edits::lineEnds);
    planted.put("reformatted", edits::format);
    planted.put("truncated by 10 %", text -> edits.truncated(text, 0.1));
    planted.put("truncated by half", text -> edits.truncated(text, 0.5));
    planted.put("licence header added", edits::licensed);
    originals.forEach((path, text) -> corpus.add(path, text, 1));
    planted.forEach(
        (kind, edit) ->
            originals.forEach((path, text) -> corpus.add(path + "|" + kind, edit.apply(text), 0)));
    corpus
        .duplicates(
            new Deduplication(Corpus.CONFIG, SEED, Rows.inMemory(session))
                .run(corpus.documents(session))
                .duplicates())
        .forEach(row -> found.put(row.path(), row));
    planted.keySet().forEach(kind -> kinds.put(kind, measured(kind)));
    System.out.println(table());
  }

  private Figures measured(String kind) {
    Figures figures = new Figures();
    LshParameters banding = Corpus.CONFIG.banding();
    for (String path : originals.keySet()) {
      String copy = path + "|" + kind;
      double jaccard = corpus.overlap(path, copy).jaccard();
      boolean alike = jaccard >= Corpus.CONFIG.threshold().doubleValue();
      figures.planted++;
      figures.alike += alike ? 1 : 0;
      figures.expected += alike ? banding.candidateProbability(jaccard) : 0;
      figures.removed += found.containsKey(copy) ? 1 : 0;
      figures.removedAlike += alike && found.containsKey(copy) ? 1 : 0;
    }
    return figures;
  }

  private String table() {
    StringBuilder table =
        new StringBuilder(
            "%-26s %8s %8s %8s %8s%n".formatted("", "planted", "alike", "removed", "recall"));
    kinds.forEach(
        (kind, figures) ->
            table.append(
                String.format(
                    Locale.ROOT,
                    "%-26s %8d %8d %8d %8s%n",
                    kind,
                    figures.planted,
                    figures.alike,
                    figures.removed,
                    figures.alike == 0
                        ? "–"
                        : String.format(
                            Locale.ROOT, "%.3f", (double) figures.removedAlike / figures.alike))));
    return table.toString();
  }

  /** Copies that reach the threshold are found as often as the S-curve says, or oftener. */
  @Test
  void hardlyAnyCopyThatIsAlikeIsMissed() {
    kinds.forEach(
        (kind, figures) ->
            assertThat((double) figures.removedAlike)
                .as(kind)
                .isGreaterThanOrEqualTo(figures.expected - 3 * Math.sqrt(figures.planted) / 4));
  }

  @Test
  void whatChangesNoTokenIsAlwaysFound() {
    for (String kind : List.of("line ends changed", "reformatted")) {
      Figures figures = kinds.get(kind);
      assertThat(figures.removed).as(kind).isEqualTo(figures.planted);
    }
    assertThat(originals.keySet())
        .allMatch(
            path -> {
              Duplicate copy = found.get(path + "|line ends changed");
              return copy.survivor().equals(path)
                  ? copy.kind().equals("normalised")
                  : copy.kind().equals("near");
            });
  }

  @Test
  void lightEditsAreFoundAndHeavyOnesAreOtherFiles() {
    assertThat(kinds.get("2 % of tokens edited").removed).isGreaterThan(FILES * 95 / 100);
    assertThat(kinds.get("20 % of tokens edited").removed).isLessThan(FILES / 10);
    assertThat(kinds.get("all names renamed").removed).isLessThan(FILES / 2);
  }

  @Test
  void noCopyIsRemovedBelowTheThreshold() {
    assertThat(found.values())
        .filteredOn(row -> row.kind().equals("near"))
        .isNotEmpty()
        .allMatch(
            row ->
                Corpus.CONFIG
                    .exactThreshold()
                    .reachedBy(corpus.overlap(row.path(), row.survivor())));
  }

  /** The first files by path with enough tokens for an edit to show. */
  private static Map<String, String> originals() {
    Map<String, String> originals = new TreeMap<>();
    TestData.pythonFiles("jython-standalone-2.7.4.jar", "Lib/")
        .forEach(
            (path, bytes) -> {
              String text = new String(bytes, UTF_8);
              if (originals.size() < FILES
                  && Tokenizer.words().tokenize(bytes).count() >= LEAST_TOKENS) {
                originals.put(path, text);
              }
            });
    return originals;
  }
}
