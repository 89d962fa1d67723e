package io.hornbook.jobs.dedup;

import static org.apache.spark.sql.functions.col;

import io.hornbook.common.similarity.Threshold;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One deduplication: the steps of {@link DedupTransforms} in order, each result written aside. */
final class Deduplication {
  private final DedupConfig config;
  private final long seed;
  private final Scratch scratch;
  private final Threshold threshold;

  /**
   * @param seed of the signatures
   */
  Deduplication(DedupConfig config, long seed, Scratch scratch) {
    this.config = config;
    this.seed = seed;
    this.scratch = scratch;
    this.threshold = config.exactThreshold();
  }

  /**
   * What was found.
   *
   * @param vertices every document and its representative
   * @param buckets the bands with more than one member, and how many
   * @param compared the pairs that were measured
   * @param edges those that reach the threshold
   * @param duplicates the rows of the table
   */
  record Result(
      Dataset<Row> vertices,
      Dataset<Row> buckets,
      Dataset<Row> compared,
      Dataset<Row> edges,
      Dataset<Row> duplicates) {}

  /** Measured pairs, and those among them that reach the threshold. */
  private record Graph(Dataset<Row> compared, Dataset<Row> edges) {
    Graph and(Graph other) {
      return new Graph(compared.union(other.compared), edges.union(other.edges));
    }
  }

  private record Solution(Graph graph, Dataset<Row> removals) {}

  /**
   * Deduplicates these documents.
   *
   * @param documents with document_id, text, text_sha256, licences, stars and created_at
   */
  Result run(Dataset<Row> documents) {
    Dataset<Row> vertices =
        scratch.write(
            "vertices", DedupTransforms.vertices(documents, new DocumentFeatures(config, seed)));
    Dataset<Row> members = DedupTransforms.bandMembers(vertices);
    Dataset<Row> buckets =
        scratch.write("buckets", DedupTransforms.bucketSizes(members).where(col("members").gt(1)));
    Dataset<Row> large =
        buckets.where(col("members").gt(config.buckets().allPairsUpTo())).select("band");
    Solution solution = solution(documents, members, large);
    return new Result(
        vertices,
        buckets,
        solution.graph.compared,
        solution.graph.edges,
        DedupTransforms.duplicates(vertices, solution.removals));
  }

  /** Compares the candidates, then, pass by pass, the survivors that share a large bucket. */
  private Solution solution(Dataset<Row> documents, Dataset<Row> members, Dataset<Row> large) {
    boolean anyLarge = !large.isEmpty();
    Graph graph = measured(documents, candidates(members), scratch.below("pairs-0"));
    Dataset<Row> removed = survivorsOf(graph, 0);
    for (int pass = 1; anyLarge && pass < config.buckets().passes(); pass++) {
      Dataset<Row> survivors =
          members
              .join(large, "band")
              .join(removed, col("rank").equalTo(col("vertex")), "left_anti");
      Graph found = further(documents, survivors, graph, scratch.below("pairs-" + pass));
      if (found.edges.isEmpty()) {
        break;
      }
      graph = graph.and(found);
      removed = survivorsOf(graph, pass);
    }
    Dataset<Row> removals = DedupTransforms.removals(graph.edges, removed);
    return new Solution(graph, scratch.write("removals", removals));
  }

  private Dataset<Row> candidates(Dataset<Row> members) {
    return DedupTransforms.candidates(members, config.buckets(), threshold);
  }

  /** What comparing these members of large buckets adds to the graph. */
  private Graph further(Dataset<Row> documents, Dataset<Row> members, Graph graph, Scratch names) {
    String[] pair = {"low", "high"};
    Dataset<Row> open = candidates(members.select("band", "rank", "shingles"));
    return measured(documents, open.join(graph.compared, pair, "left_anti"), names);
  }

  private Graph measured(Dataset<Row> documents, Dataset<Row> pairs, Scratch names) {
    Dataset<Row> compared = names.write("candidates", pairs);
    Dataset<Row> sets =
        names.write(
            "sets", DedupTransforms.shingleSets(documents, compared, new ShingleSet(config)));
    return new Graph(
        compared, names.write("edges", DedupTransforms.edges(compared, sets, threshold)));
  }

  /** Always from all edges: a survivor that is removed later must not leave its victims alone. */
  private Dataset<Row> survivorsOf(Graph graph, int pass) {
    return Survivors.removed(graph.edges, config.schedule(), scratch.below("survivors-" + pass));
  }
}
