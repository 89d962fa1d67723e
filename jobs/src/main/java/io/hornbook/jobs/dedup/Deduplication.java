package io.hornbook.jobs.dedup;

import static org.apache.spark.sql.functions.col;

import io.hornbook.common.similarity.Threshold;
import io.hornbook.jobs.evidence.SurvivorOrder;
import io.hornbook.jobs.run.Scratch;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One deduplication: the steps of {@link DedupTransforms} in order, each result written aside. */
final class Deduplication {
  private final DedupConfig config;
  private final long seed;
  private final Scratch scratch;
  private final Threshold threshold;
  private final LookBack lookBack;

  /**
   * @param seed of the signatures
   */
  Deduplication(DedupConfig config, long seed, Scratch scratch) {
    this(config, seed, scratch, LookBack.NONE);
  }

  /**
   * @param lookBack the earlier runs
   */
  Deduplication(DedupConfig config, long seed, Scratch scratch, LookBack lookBack) {
    this.config = config;
    this.seed = seed;
    this.scratch = scratch;
    this.lookBack = lookBack;
    this.threshold = config.exactThreshold();
  }

  /**
   * What was found.
   *
   * @param vertices every document and its representative
   * @param buckets the bands with more than one member, and how many
   * @param normalBuckets the normal forms with more than one member; none unless comments are
   *     folded, for without that they are contracted
   * @param compared the pairs that were measured
   * @param edges those that reach the threshold, and those whose normal forms are equal
   * @param duplicates the rows of the table
   * @param known the documents whose key an earlier run has seen; they are no vertices
   * @param earlierPairs the pairs of vertices and earlier survivors among those that were compared
   */
  record Result(
      Dataset<Row> vertices,
      Buckets buckets,
      Buckets normalBuckets,
      Dataset<Row> compared,
      Dataset<Row> edges,
      Dataset<Row> duplicates,
      Optional<Dataset<Row>> known,
      Optional<Dataset<Row>> earlierPairs) {}

  /**
   * Buckets of documents that meet.
   *
   * @param members every member of every bucket, as (band, rank, shingles)
   * @param sizes of those with more than one member, as (band, members)
   * @param large the bands of those too large for all pairs
   */
  record Buckets(Dataset<Row> members, Dataset<Row> sizes, Dataset<Row> large) {
    Dataset<Row> survivorsOfLarge(Dataset<Row> removed) {
      return members
          .join(large, "band")
          .join(removed, col("rank").equalTo(col("vertex")), "left_anti")
          .select("band", "rank", "shingles");
    }
  }

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
   * @param documents with the columns that {@link DedupTransforms#vertices} asks for
   */
  Result run(Dataset<Row> documents) {
    LookBack.Seen seen = lookBack.seen(keyed(config, seed, documents), scratch);
    Dataset<Row> vertices = scratch.write("vertices", DedupTransforms.vertices(seen.fresh()));
    Optional<Dataset<Row>> earlier = lookBack.pairs(vertices, config, scratch);
    Buckets buckets = buckets("buckets", DedupTransforms.bandMembers(vertices));
    Dataset<Row> normals = DedupTransforms.normalMembers(vertices);
    Buckets normalBuckets =
        buckets("normal-buckets", config.foldComments() ? normals : normals.limit(0));
    Solution solution = solution(documents, buckets, normalBuckets, earlier);
    return new Result(
        vertices,
        buckets,
        normalBuckets,
        solution.graph.compared,
        solution.graph.edges,
        DedupTransforms.duplicates(out(vertices, solution, seen)),
        seen.known(),
        earlier);
  }

  /** Every document with what deduplication needs to know of it. */
  static Dataset<Row> keyed(DedupConfig config, long seed, Dataset<Row> documents) {
    return DedupTransforms.keyed(
        documents,
        new DocumentFeatures(config, seed),
        SurvivorOrder.rank(config.sourceOrder()),
        config.scope());
  }

  private static Dataset<Row> out(Dataset<Row> vertices, Solution solution, LookBack.Seen seen) {
    Dataset<Row> own = DedupTransforms.out(vertices, solution.removals);
    return seen.known().map(own::unionByName).orElse(own);
  }

  private Buckets buckets(String name, Dataset<Row> members) {
    Dataset<Row> sizes =
        scratch.write(name, DedupTransforms.bucketSizes(members).where(col("members").gt(1)));
    Dataset<Row> large =
        sizes.where(col("members").gt(config.buckets().allPairsUpTo())).select("band");
    return new Buckets(members, sizes, large);
  }

  /** Compares the candidates, then, pass by pass, the survivors that share a large bucket. */
  private Solution solution(
      Dataset<Row> documents, Buckets buckets, Buckets normals, Optional<Dataset<Row>> earlier) {
    boolean anyLarge = !buckets.large.isEmpty() || !normals.large.isEmpty();
    Graph graph = firstGraph(documents, buckets, normals, earlier);
    Dataset<Row> removed = survivorsOf(graph, 0);
    for (int pass = 1; anyLarge && pass < config.buckets().passes(); pass++) {
      Dataset<Row> open = candidates(buckets.survivorsOfLarge(removed));
      Graph found =
          graph(
              documents,
              open.join(graph.compared, new String[] {"low", "high"}, "left_anti"),
              normals.survivorsOfLarge(removed),
              scratch.below("pairs-" + pass));
      if (found.edges.isEmpty()) {
        break;
      }
      graph = graph.and(found);
      removed = survivorsOf(graph, pass);
    }
    Dataset<Row> removals = DedupTransforms.removals(graph.edges, removed);
    return new Solution(graph, scratch.write("removals", removals));
  }

  private Graph firstGraph(
      Dataset<Row> documents, Buckets buckets, Buckets normals, Optional<Dataset<Row>> earlier) {
    Dataset<Row> own = candidates(buckets.members);
    Dataset<Row> pairs =
        earlier
            .map(with -> own.union(with.where("NOT same_normal").select("low", "high")))
            .orElse(own);
    Graph graph = graph(documents, pairs, normals.members, scratch.below("pairs-0"));
    return earlier
        .map(with -> DedupTransforms.normalisedEdges(with.where("same_normal")))
        .map(normalised -> new Graph(graph.compared, graph.edges.union(normalised)))
        .orElse(graph);
  }

  private Dataset<Row> candidates(Dataset<Row> members) {
    return DedupTransforms.candidates(members, config.buckets(), threshold);
  }

  /** These pairs, measured, and all pairs of these members of normal forms. */
  private Graph graph(
      Dataset<Row> documents, Dataset<Row> pairs, Dataset<Row> normals, Scratch names) {
    Graph measured = measured(documents, pairs, names);
    Dataset<Row> normalised = DedupTransforms.normalisedEdges(candidates(normals));
    return config.foldComments()
        ? new Graph(measured.compared, measured.edges.union(names.write("normalised", normalised)))
        : measured;
  }

  private Graph measured(Dataset<Row> documents, Dataset<Row> pairs, Scratch names) {
    Dataset<Row> compared = names.write("candidates", pairs);
    Dataset<Row> sets =
        names.write(
            "sets",
            lookBack.withEarlier(
                DedupTransforms.shingleSets(documents, compared, new ShingleSet(config)),
                compared));
    return new Graph(
        compared, names.write("edges", DedupTransforms.edges(compared, sets, threshold)));
  }

  /** Always from all edges: a survivor that is removed later must not leave its victims alone. */
  private Dataset<Row> survivorsOf(Graph graph, int pass) {
    return Survivors.removed(graph.edges, config.schedule(), scratch.below("survivors-" + pass));
  }
}
