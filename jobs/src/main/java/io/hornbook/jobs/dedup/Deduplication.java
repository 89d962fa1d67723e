package io.hornbook.jobs.dedup;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.hornbook.common.similarity.Threshold;
import io.hornbook.jobs.evidence.SurvivorOrder;
import io.hornbook.jobs.run.Scratch;
import java.util.Optional;
import java.util.stream.Stream;
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
   * @param counts of the vertices
   * @param buckets those of the bands
   * @param normalBuckets those of the normal forms; none unless comments are folded, for without
   *     that they are contracted
   * @param graph the pairs that were measured, and the edges
   * @param duplicates the rows of the table
   * @param known the documents whose key an earlier run has seen; they are no vertices
   * @param earlierPairs the pairs of vertices and earlier survivors among those that were compared
   */
  record Result(
      Dataset<Row> vertices,
      Counts counts,
      Buckets buckets,
      Optional<Buckets> normalBuckets,
      Graph graph,
      Dataset<Row> duplicates,
      Optional<Dataset<Row>> known,
      Optional<Dataset<Row>> earlierPairs) {}

  /**
   * Counts of documents.
   *
   * @param documents all of them
   * @param withoutTokens those that have no tokens
   * @param overCap those that have more shingles than the cap
   * @param vertices those that represent their key
   * @param unlike those of {@link DedupTransforms#unlike}
   */
  record Counts(long documents, long withoutTokens, long overCap, long vertices, long unlike) {}

  /**
   * Buckets of documents that meet.
   *
   * @param members every member of every bucket, as (band, rank, shingles)
   * @param sizes (band, members) of those too large for all pairs, and of the largest of the others
   * @param large the bands of those too large for all pairs
   * @param largest the members of the largest; 0 where no bucket has two
   */
  record Buckets(Dataset<Row> members, Dataset<Row> sizes, Dataset<Row> large, long largest) {
    Dataset<Row> survivorsOfLarge(Dataset<Row> removals) {
      return members
          .join(large, "band")
          .join(removals, col("rank").equalTo(col("vertex")), "left_anti")
          .select("band", "rank", "shingles");
    }
  }

  /**
   * What was compared.
   *
   * @param compared the pairs that were measured
   * @param edges those that reach the threshold, and those whose normal forms are equal
   * @param verified how many edges were measured
   * @param all how many edges there are
   */
  record Graph(Dataset<Row> compared, Dataset<Row> edges, long verified, long all) {
    Graph and(Graph other) {
      return new Graph(
          compared.union(other.compared),
          edges.union(other.edges),
          verified + other.verified,
          all + other.all);
    }
  }

  /** Candidate pairs, and the buckets that they are of. */
  private record Candidates(Dataset<Row> pairs, Buckets buckets) {}

  private record Solution(Graph graph, Dataset<Row> removals) {}

  /**
   * Deduplicates these documents.
   *
   * @param documents with the columns that {@link DedupTransforms#vertices} asks for
   */
  Result run(Dataset<Row> documents) {
    LookBack.Seen seen = lookBack.seen(keyed(config, seed, documents, false), scratch);
    Dataset<Row> vertices = scratch.write("vertices", DedupTransforms.vertices(seen.fresh()));
    Counts counts = counts(vertices);
    Optional<Dataset<Row>> unlike =
        Stream.concat(
                seen.unlike().stream(),
                counts.unlike == 0 ? Stream.of() : Stream.of(DedupTransforms.unlike(vertices)))
            .reduce(Dataset::union);
    Optional<Dataset<Row>> earlier = lookBack.pairs(vertices, config, scratch);
    Candidates bands = candidates("candidates", DedupTransforms.bandMembers(vertices));
    Optional<Candidates> normals =
        config.foldComments()
            ? Optional.of(candidates("normalised", DedupTransforms.normalMembers(vertices)))
            : Optional.empty();
    Texts texts = new Texts(documents, unlike);
    Solution solution = solution(texts, bands, normals, earlier);
    Dataset<Row> out = out(vertices, solution, seen);
    return new Result(
        vertices,
        counts,
        bands.buckets,
        normals.map(Candidates::buckets),
        solution.graph,
        DedupTransforms.duplicates(texts.told(out)),
        seen.known(),
        earlier);
  }

  /**
   * Every document with what deduplication needs to know of it.
   *
   * @param normalises whether the normal form of every text is among it
   */
  static Dataset<Row> keyed(
      DedupConfig config, long seed, Dataset<Row> documents, boolean normalises) {
    return DedupTransforms.keyed(
        documents,
        new DocumentFeatures(config, seed, normalises),
        SurvivorOrder.rank(config.sourceOrder()),
        config.scope());
  }

  private Counts counts(Dataset<Row> vertices) {
    Row row =
        vertices
            .select(
                count(lit(1)),
                count_if(col("tokens").equalTo(0)),
                count_if(col("shingles").gt(config.maxShingles())),
                count_if(col("rank").equalTo(col("representative"))),
                count_if(col("same_normal").isNull()))
            .head();
    return new Counts(
        row.getLong(0), row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
  }

  private static Dataset<Row> out(Dataset<Row> vertices, Solution solution, LookBack.Seen seen) {
    Dataset<Row> own = DedupTransforms.out(vertices, solution.removals);
    return seen.known().map(own::unionByName).orElse(own);
  }

  private Candidates candidates(String name, Dataset<Row> members) {
    Dataset<Row> written = scratch.write(name, candidates(members));
    Dataset<Row> sizes = DedupTransforms.bucketSizes(written);
    Dataset<Row> large =
        sizes.where(col("members").gt(config.buckets().allPairsUpTo())).select("band");
    long largest = sizes.agg(coalesce(max("members"), lit(0L))).head().getLong(0);
    return new Candidates(
        DedupTransforms.pairs(written), new Buckets(members, sizes, large, largest));
  }

  private Dataset<Row> candidates(Dataset<Row> members) {
    return DedupTransforms.candidates(members, config.buckets(), threshold);
  }

  /** Compares the candidates, then, pass by pass, the survivors that share a large bucket. */
  private Solution solution(
      Texts texts, Candidates bands, Optional<Candidates> normals, Optional<Dataset<Row>> earlier) {
    boolean anyLarge =
        Stream.concat(Stream.of(bands), normals.stream())
            .anyMatch(each -> each.buckets.largest > config.buckets().allPairsUpTo());
    Graph graph = firstGraph(texts, bands, normals, earlier);
    Dataset<Row> removals = removals(graph, 0);
    for (int pass = 1; anyLarge && pass < config.buckets().passes(); pass++) {
      Graph found = openGraph(texts, bands, normals, removals, graph.compared, pass);
      if (found.all == 0) {
        break;
      }
      graph = graph.and(found);
      removals = removals(graph, pass);
    }
    return new Solution(graph, removals);
  }

  private Graph firstGraph(
      Texts texts, Candidates bands, Optional<Candidates> normals, Optional<Dataset<Row>> earlier) {
    Dataset<Row> pairs =
        earlier
            .map(with -> bands.pairs.union(with.where("NOT same_normal").select("low", "high")))
            .orElse(bands.pairs);
    Optional<Dataset<Row>> normalised =
        Stream.concat(
                normals.map(Candidates::pairs).stream(),
                earlier.map(with -> with.where("same_normal").select("low", "high")).stream())
            .reduce(Dataset::union);
    return graph(texts.first(pairs), pairs, normalised, "pairs-0");
  }

  /** The pairs of survivors that share a large bucket and have not been compared. */
  private Graph openGraph(
      Texts texts,
      Candidates bands,
      Optional<Candidates> normals,
      Dataset<Row> removals,
      Dataset<Row> compared,
      int pass) {
    Scratch names = scratch.below("pairs-" + pass);
    Dataset<Row> open =
        DedupTransforms.pairs(candidates(bands.buckets.survivorsOfLarge(removals)))
            .join(compared, new String[] {"low", "high"}, "left_anti");
    Dataset<Row> pairs = names.write("candidates", open);
    Optional<Dataset<Row>> normalised =
        normals.map(
            each ->
                names.write(
                    "normalised",
                    DedupTransforms.pairs(candidates(each.buckets.survivorsOfLarge(removals)))));
    return graph(texts.again(pairs, pass), pairs, normalised, "pairs-" + pass);
  }

  /**
   * These pairs, measured, and those of equal normal forms.
   *
   * @param again what the second look gives of the documents of the pairs
   */
  private Graph graph(
      Dataset<Row> again, Dataset<Row> pairs, Optional<Dataset<Row>> normalised, String name) {
    Dataset<Row> sets = lookBack.withEarlier(DedupTransforms.sets(again), pairs);
    Dataset<Row> measured =
        scratch.write(name + "-edges", DedupTransforms.edges(pairs, sets, threshold));
    Dataset<Row> edges =
        normalised
            .map(equal -> measured.union(DedupTransforms.normalisedEdges(equal)))
            .orElse(measured);
    Row counts = edges.select(count(col("union")), count(lit(1))).head();
    return new Graph(pairs, edges, counts.getLong(0), counts.getLong(1));
  }

  /** Always from all edges: a survivor that is removed later must not leave its victims alone. */
  private Dataset<Row> removals(Graph graph, int pass) {
    return Survivors.removals(
        graph.edges, graph.all, config.schedule(), scratch.below("survivors-" + pass));
  }

  /** The second look at the texts, and what the first one of these tells of normal forms. */
  private final class Texts {
    private final Dataset<Row> documents;
    private final Optional<Dataset<Row>> unlike;
    private Dataset<Row> first;

    /**
     * @param unlike rows of {@link DedupTransforms#unlike}, if there are any
     */
    Texts(Dataset<Row> documents, Optional<Dataset<Row>> unlike) {
      this.documents = documents;
      this.unlike = unlike;
    }

    /** Looks at the documents of these pairs, and at those of unlike texts. */
    Dataset<Row> first(Dataset<Row> pairs) {
      Dataset<Row> ofPairs = DedupTransforms.wantedOf(pairs);
      Dataset<Row> wanted =
          unlike.map(DedupTransforms::wantedOfUnlike).map(ofPairs::union).orElse(ofPairs);
      first = look(wanted, 0);
      return first;
    }

    Dataset<Row> again(Dataset<Row> pairs, int pass) {
      return look(DedupTransforms.wantedOf(pairs), pass);
    }

    private Dataset<Row> look(Dataset<Row> wanted, int pass) {
      return scratch.write(
          "pairs-" + pass + "-texts",
          DedupTransforms.again(documents, wanted, lookBack.buckets(), new TextsAgain(config)));
    }

    Dataset<Row> told(Dataset<Row> out) {
      return unlike
          .map(these -> DedupTransforms.told(out, DedupTransforms.sameNormals(these, first)))
          .orElse(out);
    }
  }
}
