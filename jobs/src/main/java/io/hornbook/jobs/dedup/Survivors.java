package io.hornbook.jobs.dedup;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.hornbook.jobs.run.Scratch;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * The vertices that the lexicographically first maximal independent set leaves out, each with the
 * survivor that stands for it. The set is unique: the schedule decides how long it takes to find,
 * and nothing else.
 */
final class Survivors {
  private final DedupConfig.Schedule schedule;
  private final Scratch scratch;
  private final List<Dataset<Row>> removed = new ArrayList<>();

  private Survivors(DedupConfig.Schedule schedule, Scratch scratch) {
    this.schedule = schedule;
    this.scratch = scratch;
  }

  /**
   * The removed vertices, as rows of {@link GreedyRemovals#SCHEMA}. The overlap is null where the
   * normal forms of the two are equal.
   *
   * @param edges rows of {@link VerifiedEdges#SCHEMA}, low before high; a pair may stand there
   *     twice
   * @param count how many
   */
  static Dataset<Row> removals(
      Dataset<Row> edges, long count, DedupConfig.Schedule schedule, Scratch scratch) {
    return new Survivors(schedule, scratch).removals(edges, count);
  }

  /** One task names the survivors as it passes them; the others are found among all edges. */
  private Dataset<Row> removals(Dataset<Row> edges, long count) {
    return scratch.write(
        "removals",
        count <= schedule.sequentialEdges()
            ? rest(edges, count)
            : DedupTransforms.removals(edges, removed(edges, count)));
  }

  private Dataset<Row> removed(Dataset<Row> edges, long count) {
    Dataset<Row> open = edges;
    long left = count;
    for (int round = 0; round < schedule.rounds() && left > schedule.sequentialEdges(); round++) {
      open = round(open, scratch.below("round-" + round));
      left = open.count();
    }
    if (left > 0) {
      removed.add(scratch.write("removed-last", rest(open, left).select("vertex")));
    }
    return removed.stream().reduce(Dataset::union).orElseThrow();
  }

  /**
   * Selects every vertex of the open edges that is never the later end, removes their neighbours,
   * and gives the edges that are still open: those with neither end among them. A vertex that
   * removals leave without edges is never removed, and thus a survivor.
   */
  private Dataset<Row> round(Dataset<Row> open, Scratch names) {
    Dataset<Row> highs = open.select(col("high").as("vertex")).distinct();
    Dataset<Row> out =
        names.write(
            "removed",
            open.join(highs, col("low").equalTo(col("vertex")), "left_anti")
                .select(col("high").as("vertex"))
                .distinct());
    removed.add(out);
    return names.write(
        "open",
        open.join(highs, col("low").equalTo(col("vertex")), "left_semi")
            .join(out, col("low").equalTo(col("vertex")), "left_anti")
            .join(out, col("high").equalTo(col("vertex")), "left_anti"));
  }

  private Dataset<Row> rest(Dataset<Row> open, long edges) {
    Dataset<Row> components =
        edges <= schedule.sequentialEdges()
            ? open.select(lit(new byte[0]).as("component"), col("*")).coalesce(1)
            : Components.withComponent(open, scratch).repartition(col("component"));
    return components
        .sortWithinPartitions("component", "high", "low", "intersection")
        .mapPartitions(new GreedyRemovals(), Encoders.row(GreedyRemovals.SCHEMA));
  }
}
