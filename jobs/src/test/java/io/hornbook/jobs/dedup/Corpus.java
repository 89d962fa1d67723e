package io.hornbook.jobs.dedup;

import io.hornbook.common.document.DocumentId;
import io.hornbook.common.document.Provenance;
import io.hornbook.common.document.Sha256;
import io.hornbook.common.similarity.Overlap;
import io.hornbook.common.survivor.SurvivorRank;
import io.hornbook.common.token.Shingles;
import io.hornbook.common.token.Tokenizer;
import io.hornbook.jobs.table.DocumentsTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** Documents for tests, known by their paths; stars decide who survives. */
final class Corpus {
  static final DedupConfig CONFIG = DedupConfigs.with();

  private final List<Row> rows = new ArrayList<>();
  private final Map<DocumentId, String> paths = new HashMap<>();
  private final Map<String, long[]> shingles = new HashMap<>();

  /** A row of the table of duplicates, by paths. */
  record Duplicate(
      String path, String kind, String survivor, Integer intersection, Integer union, long size) {}

  Corpus add(String path, String text, long stars) {
    return add(new Provenance("test", null, path, null), text, stars);
  }

  /** A document of any provenance, known by its path. */
  Corpus add(Provenance provenance, String text, long stars) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    DocumentId id = DocumentId.of(provenance, utf8);
    paths.put(id, provenance.path());
    shingles.put(
        provenance.path(), Shingles.of(Tokenizer.words().tokenize(utf8), CONFIG.shingleLength()));
    byte[] digest = Sha256.of(utf8).bytes();
    rows.add(
        RowFactory.create(
            id.bytes(),
            provenance.source(),
            provenance.repository(),
            provenance.path(),
            provenance.revision(),
            "python",
            null,
            stars,
            null,
            null,
            text,
            (long) utf8.length,
            digest,
            digest,
            1,
            1L));
    return this;
  }

  List<Row> rows() {
    return rows;
  }

  Dataset<Row> documents(SparkSession session) {
    return session.createDataFrame(rows, DocumentsTable.TABLE.schema());
  }

  Overlap overlap(String path, String other) {
    return Overlap.of(shingles.get(path), shingles.get(other));
  }

  /** The paths of documents that have tokens. */
  List<String> withTokens() {
    return shingles.keySet().stream()
        .filter(path -> shingles.get(path).length > 0)
        .sorted()
        .toList();
  }

  /** Whether the sizes of two shingle sets allow this similarity. */
  boolean couldReach(String path, String other, double similarity) {
    int[] sizes = {shingles.get(path).length, shingles.get(other).length};
    Arrays.sort(sizes);
    return sizes[0] >= similarity * sizes[1];
  }

  List<Duplicate> duplicates(Dataset<Row> table) {
    return table.collectAsList().stream().map(this::duplicate).toList();
  }

  private Duplicate duplicate(Row row) {
    return new Duplicate(
        pathOf(row.getAs("document_id")),
        row.getAs("kind"),
        pathOf(row.getAs("survivor_id")),
        row.getAs("intersection"),
        row.getAs("union"),
        row.getAs("cluster_size"));
  }

  /** The path of the document that a survivor key ends with. */
  String path(byte[] rank) {
    return pathOf(SurvivorRank.documentId(rank));
  }

  private String pathOf(byte[] id) {
    return paths.get(DocumentId.wrap(id));
  }

  /** Distinct words: {@code w<start> … }. */
  static String words(int start, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = start; i < start + count; i++) {
      text.append('w').append(i).append(i % 10 == 9 ? '\n' : ' ');
    }
    return text.toString();
  }
}
