package io.hornbook.jobs.takedown;

import io.hornbook.common.config.ConfigReader;
import io.hornbook.common.document.DocumentId;
import io.hornbook.common.document.Provenance;
import io.hornbook.common.document.Sha256;
import io.hornbook.jobs.dedup.DedupConfig;
import io.hornbook.jobs.run.RunTables;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.ScoresTable;
import io.hornbook.jobs.table.SelectionTable;
import io.hornbook.jobs.table.SignalsTable;
import io.hornbook.jobs.testing.Given;
import io.hornbook.jobs.testing.Runs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import scala.jdk.javaapi.CollectionConverters;

/** A document of the test, and what the jobs before dedup and export publish of it. */
record Published(String repository, String path, String text) {
  private static final List<String> REPOSITORIES = List.of("a/x", "A/y", "b/x", "c/z");
  private static final List<String> FOLDERS = List.of("lib/", "src/");

  /** Families of like texts, over repositories and folders. */
  static List<Published> random(RandomGenerator random, int count) {
    List<Published> documents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int family = random.nextInt(count / 3);
      String text = words(family * 1000, 60 + random.nextInt(2) * 6);
      documents.add(
          new Published(
              REPOSITORIES.get(random.nextInt(REPOSITORIES.size())),
              FOLDERS.get(random.nextInt(FOLDERS.size())) + i + ".py",
              random.nextInt(4) == 0 ? text.replace(" ", "  ") : text));
    }
    return documents;
  }

  private static String words(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(word -> "w" + word)
        .collect(Collectors.joining(" "));
  }

  /** Whether the test's list names it. */
  boolean isDenied() {
    return repository.equalsIgnoreCase("a/x")
        || repository.equalsIgnoreCase("a/y")
        || (repository.equals("b/x") && path.startsWith("lib/"));
  }

  /** The same text elsewhere. */
  Published in(String other, String place) {
    return new Published(other, place, text);
  }

  byte[] id() {
    return DocumentId.of(new Provenance("files", repository, path, null), text).bytes();
  }

  String hex() {
    return digits(id());
  }

  static String digits(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** A row as text, its binary values in hex. */
  static String text(Row row) {
    return IntStream.range(0, row.size())
        .mapToObj(i -> row.get(i) instanceof byte[] bytes ? digits(bytes) : "" + row.get(i))
        .collect(Collectors.joining(" | "));
  }

  private Row row() {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] digest = Sha256.of(bytes).bytes();
    return RowFactory.create(
        id(),
        "files",
        repository,
        path,
        "python",
        text,
        (long) bytes.length,
        digest,
        digest,
        1,
        1L);
  }

  static void publish(SparkSession session, Runs runs, List<Published> documents) {
    runs.run(
        Given.of(
            "ingest",
            DocumentsTable.TABLE,
            Given.rows(
                session,
                DocumentsTable.TABLE,
                "document_id source repository path language text bytes content_sha256 text_sha256"
                    + " occurrences records",
                rows(documents, Published::row))));
    Object none = CollectionConverters.asScala(List.of()).toSeq();
    runs.run(
        Given.of(
            "measure",
            SignalsTable.TABLE,
            Given.rows(
                session,
                SignalsTable.TABLE,
                "document_id tokens_v1 sensitive",
                rows(documents, each -> RowFactory.create(each.id(), 60L, none)))));
  }

  /** All survivors are kept. */
  static void select(SparkSession session, Runs runs, List<Published> documents) {
    Set<String> duplicates =
        new RunTables(session, runs.folder())
            .rows("dedup", "duplicates").orElseThrow().collectAsList().stream()
                .map(row -> digits(row.getAs("document_id")))
                .collect(Collectors.toSet());
    runs.run(
        Given.of(
            "score",
            ScoresTable.TABLE,
            rows(documents, each -> RowFactory.create(each.id(), 0.75, "forest"))
                .toArray(Row[]::new)));
    runs.run(
        Given.of(
            "select",
            SelectionTable.TABLE,
            rows(documents, each -> verdict(each, !duplicates.contains(each.hex())))
                .toArray(Row[]::new)));
  }

  private static Row verdict(Published document, boolean keep) {
    List<String> reasons = keep ? List.of() : List.of("near_duplicate");
    return RowFactory.create(
        document.id(), keep, CollectionConverters.asScala(reasons).toSeq(), null);
  }

  private static List<Row> rows(List<Published> documents, Function<Published, Row> row) {
    return documents.stream().map(row).toList();
  }

  /** The defaults of dedup. */
  static DedupConfig dedup() {
    try (InputStream in = Published.class.getResourceAsStream("/io/hornbook/conf/defaults.yaml")) {
      String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String section =
          new ConfigReader(name -> "")
              .layer("defaults.yaml", "", yaml)
              .tree()
              .get("dedup")
              .toString();
      return new ConfigReader(name -> null).layer("dedup", "", section).bind(DedupConfig.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
