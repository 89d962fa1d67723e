package io.hornbook.jobs.dedup;

import static org.apache.spark.sql.functions.col;

import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.run.RunFolder;
import io.hornbook.jobs.run.Scratch;
import io.hornbook.jobs.table.SeenTextsTable;
import io.hornbook.jobs.table.SurvivorBandsTable;
import io.hornbook.jobs.table.SurvivorShinglesTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The earlier runs that a run's documents are compared with. In the order of survivors theirs come
 * first: an earlier run's survivor is never removed, and a document that is like one is.
 */
final class LookBack {
  /** No earlier runs. */
  static final LookBack NONE = new LookBack(List.of(), 1);

  private static final BinaryOperator<Dataset<Row>> UNION = Dataset::union;

  private final List<Part> parts;
  private final int buckets;

  /**
   * What one earlier run left, each bucketed as its table says.
   *
   * @param seenTexts rows of {@link SeenTextsTable}
   * @param bands rows of {@link SurvivorBandsTable}
   * @param shingles rows of {@link SurvivorShinglesTable}
   */
  record Part(Dataset<Row> seenTexts, Dataset<Row> bands, Dataset<Row> shingles) {}

  /**
   * Documents, by whether an earlier run has seen their key.
   *
   * @param fresh those that it has not, from {@link DedupTransforms#keyed}
   * @param known the others, as {@link DedupTransforms#out} describes them; absent where there are
   *     no earlier runs
   */
  record Seen(Dataset<Row> fresh, Optional<Dataset<Row>> known) {}

  /**
   * @param parts oldest first
   * @param buckets into how many the parts are hashed
   */
  LookBack(List<Part> parts, int buckets) {
    this.parts = List.copyOf(parts);
    this.buckets = buckets;
  }

  /**
   * The indexes of the run's chain.
   *
   * @throws ConfigurationException if one was made by other settings
   */
  static LookBack of(RunContext context, DedupConfig config) {
    IndexSettings settings = IndexSettings.of(config);
    for (RunFolder run : context.chain().runs()) {
      settings.check(run.root().toString(), run.published(IndexJob.NAME).metrics());
    }
    List<Dataset<Row>> seen = context.readEarlier(SeenTextsTable.TABLE);
    List<Dataset<Row>> bands = context.readEarlier(SurvivorBandsTable.TABLE);
    List<Dataset<Row>> shingles = context.readEarlier(SurvivorShinglesTable.TABLE);
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < seen.size(); i++) {
      parts.add(new Part(seen.get(i), bands.get(i), shingles.get(i)));
    }
    return new LookBack(parts, context.buckets());
  }

  /** Divides the documents. */
  Seen seen(Dataset<Row> keyed, Scratch scratch) {
    if (parts.isEmpty()) {
      return new Seen(keyed, Optional.empty());
    }
    List<Dataset<Row>> seenTexts = parts.stream().map(Part::seenTexts).toList();
    Dataset<Row> marked =
        scratch.write(
            "keyed",
            LookBackTransforms.withSeen(
                LookBackTransforms.ranked(keyed, parts.size()), seenTexts, buckets));
    return new Seen(
        LookBackTransforms.fresh(marked), Optional.of(LookBackTransforms.known(marked)));
  }

  /** The pairs (low, high, same_normal) of these vertices with earlier survivors, if there are. */
  Optional<Dataset<Row>> pairs(Dataset<Row> vertices, DedupConfig config, Scratch scratch) {
    Dataset<Row> bands = LookBackTransforms.bands(vertices, config.foldComments());
    List<Dataset<Row>> pairs = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      pairs.add(
          LookBackTransforms.pairs(
              bands,
              parts.get(i).bands(),
              i,
              config.buckets().allPairsUpTo(),
              config.exactThreshold(),
              buckets));
    }
    return pairs.stream().reduce(UNION).map(all -> scratch.write("earlier-pairs", all));
  }

  /** The shingle sets, and those of the earlier survivors that stand in these pairs. */
  Dataset<Row> withEarlier(Dataset<Row> sets, Dataset<Row> pairs) {
    Dataset<Row> all = sets;
    for (int i = 0; i < parts.size(); i++) {
      all =
          all.union(
              LookBackTransforms.sets(
                  pairs.select(col("low"), col("high")), parts.get(i).shingles(), i));
    }
    return all;
  }
}
