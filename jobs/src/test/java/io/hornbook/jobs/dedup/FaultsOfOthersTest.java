package io.hornbook.jobs.dedup;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.hornbook.jobs.dedup.Corpus.Duplicate;
import io.hornbook.jobs.run.Scratch;
import io.hornbook.jobs.testing.SparkTest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults of published deduplicators, each under a name that says what went wrong there. More of
 * them stand in {@link DeduplicationTest} and {@link SurvivorsTest}, beside what they are about.
 */
@Tag("slow")
@SparkTest
class FaultsOfOthersTest {
  private static final Set<String> COLLECTING =
      Set.of(
          "collect", "collectAsList", "toLocalIterator", "take", "takeAsList", "tail", "broadcast");

  private final SparkSession session;

  FaultsOfOthersTest(SparkSession session) {
    this.session = session;
  }

  /** Bigcode: splitting at non-words gives empty tokens, which become shingles. */
  @Test
  void separatorsMakeNoEmptyTokensThatMakeFilesAlike() {
    Corpus corpus =
        new Corpus()
            .add("brackets", "((((((((((((((((a))))))))))))))))", 3)
            .add("other brackets", "[[[[[[[[[[[[[[[[b]]]]]]]]]]]]]]]]", 2)
            .add("commas", ",,,,,,,,,,,,,,,,,,,,,,", 2)
            .add("dots", "......................", 1)
            .add("plain", "a", 1);
    assertThat(duplicates(corpus, Rows.inMemory(session)))
        .extracting(Duplicate::path, Duplicate::survivor)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("plain", "brackets"));
  }

  /** Bigcode's first version and Data-Juicer: edges or components are collected to the driver. */
  @Test
  void neitherEdgesNorComponentsAreCollectedToTheDriver() {
    noClasses()
        .that()
        .resideInAPackage("io.hornbook.jobs.dedup")
        .and()
        .haveSimpleNameNotEndingWith("Metrics")
        .and()
        .haveSimpleNameNotEndingWith("Job")
        .and()
        .doNotHaveSimpleName("Alarms")
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe(
                "rows come to the driver",
                (JavaAccess<?> access) ->
                    access.getTargetOwner().getPackageName().startsWith("org.apache.spark")
                        && COLLECTING.contains(access.getTarget().getName())))
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.hornbook.jobs.dedup"));
  }

  /** Datatrove 157: a full disk leaves truncated signatures, which are read as complete. */
  @Test
  void truncatedIntermediateFilesAreNotReadAsComplete(@TempDir Path folder) {
    Corpus corpus = new Corpus().add("a", Corpus.words(0, 100), 2).add("b", Corpus.words(0, 99), 1);
    assertThat(duplicates(corpus, onDisk(folder.resolve("whole"), ""))).hasSize(1);
    for (String name : List.of("vertices", "candidates", "pairs-0-texts", "pairs-0-edges")) {
      assertThatThrownBy(() -> duplicates(corpus, onDisk(folder.resolve(name), name)))
          .as(name)
          .hasStackTraceContaining("parquet");
    }
  }

  /** Writes as a run does, and then cuts the files of one result in half. */
  private Scratch onDisk(Path folder, String truncated) {
    return (name, rows) -> {
      String path = folder.resolve(name).toString();
      rows.coalesce(1).write().parquet(path);
      if (name.equals(truncated)) {
        truncate(Path.of(path));
      }
      return session.read().schema(rows.schema()).parquet(path);
    };
  }

  private static void truncate(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".crc")) {
          Files.delete(file); // an object store has none
        } else if (name.endsWith(".parquet")) {
          try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
            opened.setLength(opened.length() / 2);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Duplicate> duplicates(Corpus corpus, Scratch scratch) {
    Dataset<Row> documents = corpus.documents(session);
    return corpus.duplicates(
        new Deduplication(Corpus.CONFIG, 1, scratch).run(documents).duplicates());
  }
}
