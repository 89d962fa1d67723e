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
   * What earlier runs left that follow each other, each table bucketed as its class says.
   *
   * @param seenTexts rows of {@link SeenTextsTable}
   * @param bands rows of {@link SurvivorBandsTable}, with the place of their run in the chain as
   *     {@link SurvivorBandsTable#MERGED} has it
   * @param shingles rows of {@link SurvivorShinglesTable}
   * @param first the place of the first of the runs
   * @param last that of the last
   */
  record Part(
      Dataset<Row> seenTexts, Dataset<Row> bands, Dataset<Row> shingles, int first, int last) {
    /** What the run of this place left. */
    static Part of(Dataset<Row> seenTexts, Dataset<Row> bands, Dataset<Row> shingles, int place) {
      return new Part(
          seenTexts,
          bands.withColumn(LookBackTransforms.RUN, LookBackTransforms.prefix(place)),
          shingles,
          place,
          place);
    }
  }

  /**
   * Documents, by whether an earlier run has seen their key.
   *
   * @param fresh those that it has not, from {@link DedupTransforms#keyed}
   * @param known the others, as {@link DedupTransforms#out} describes them; absent where there are
   *     no earlier runs
   * @param unlike those among them that {@link LookBackTransforms#unlike} gives, if there are any
   */
  record Seen(Dataset<Row> fresh, Optional<Dataset<Row>> known, Optional<Dataset<Row>> unlike) {}

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
    List<Part> parts = new ArrayList<>(CompactIndexJob.merged(context).stream().toList());
    int next = parts.isEmpty() ? 0 : parts.get(0).last() + 1;
    parts.addAll(parts(context).subList(next, context.chain().length()));
    return new LookBack(parts, context.buckets());
  }

  /** What each earlier run left, oldest first. */
  static List<Part> parts(RunContext context) {
    List<Dataset<Row>> seen = context.readEarlier(SeenTextsTable.TABLE);
    List<Dataset<Row>> bands = context.readEarlier(SurvivorBandsTable.TABLE);
    List<Dataset<Row>> shingles = context.readEarlier(SurvivorShinglesTable.TABLE);
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < seen.size(); i++) {
      parts.add(Part.of(seen.get(i), bands.get(i), shingles.get(i), i));
    }
    return parts;
  }

  /** How many parts are looked up. */
  int size() {
    return parts.size();
  }

  /** Into how many buckets documents are hashed. */
  int buckets() {
    return buckets;
  }

  /** Divides the documents. */
  Seen seen(Dataset<Row> keyed, Scratch scratch) {
    if (parts.isEmpty()) {
      return new Seen(keyed, Optional.empty(), Optional.empty());
    }
    List<Dataset<Row>> seenTexts = parts.stream().map(Part::seenTexts).toList();
    Dataset<Row> marked =
        scratch.write(
            "keyed",
            LookBackTransforms.withSeen(
                LookBackTransforms.ranked(keyed, parts.get(parts.size() - 1).last() + 1),
                seenTexts,
                buckets));
    Dataset<Row> unlike = LookBackTransforms.unlike(marked);
    return new Seen(
        LookBackTransforms.fresh(marked),
        Optional.of(LookBackTransforms.known(marked)),
        unlike.isEmpty() ? Optional.empty() : Optional.of(unlike));
  }

  /** The pairs (low, high, same_normal) of these vertices with earlier survivors, if there are. */
  Optional<Dataset<Row>> pairs(Dataset<Row> vertices, DedupConfig config, Scratch scratch) {
    Dataset<Row> bands = LookBackTransforms.bands(vertices, config.foldComments());
    List<Dataset<Row>> pairs = new ArrayList<>();
    for (Part part : parts) {
      pairs.add(
          LookBackTransforms.pairs(
              bands,
              part.bands(),
              config.buckets().allPairsUpTo(),
              config.exactThreshold(),
              buckets));
    }
    return pairs.stream().reduce(UNION).map(all -> scratch.write("earlier-pairs", all));
  }

  /** The shingle sets, and those of the earlier survivors that stand in these pairs. */
  Dataset<Row> withEarlier(Dataset<Row> sets, Dataset<Row> pairs) {
    Dataset<Row> all = sets;
    for (Part part : parts) {
      all =
          all.union(
              LookBackTransforms.sets(
                  pairs.select(col("low"), col("high")),
                  part.shingles(),
                  part.first(),
                  part.last()));
    }
    return all;
  }
}
