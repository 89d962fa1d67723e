package io.hornbook.jobs.export;

import io.hornbook.common.hash.Mix64;
import io.hornbook.common.similarity.Threshold;
import io.hornbook.jobs.run.RunContext;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The kept documents of each run, apart: those to train on, those that are held out, and the ids of
 * those that are near to a held-out one, which are neither.
 *
 * @param training of each run
 * @param heldOut of each run
 * @param near ids of all runs
 */
record Split(List<Dataset<Row>> training, List<Dataset<Row>> heldOut, Dataset<Row> near) {
  /** Separates the seed of the draw from the run's other uses of its seed. */
  private static final long HELD_OUT = 0x68656C646F7574L;

  /** Reads the text of all kept documents once, and writes the ids of the near ones aside. */
  static Split of(RunContext context, List<Dataset<Row>> kept, ExportConfig.HeldOut config) {
    long documents = kept.stream().mapToLong(run -> run.drop("text").count()).sum();
    HeldOutDraw draw =
        new HeldOutDraw(Mix64.draw(context.seed(), HELD_OUT), config.shareOf(documents));
    List<Dataset<Row>> heldOut =
        kept.stream().map(run -> ExportTransforms.drawn(run, draw, true)).toList();
    List<Dataset<Row>> others =
        kept.stream().map(run -> ExportTransforms.drawn(run, draw, false)).toList();
    TextShingles shingles = new TextShingles(config);
    // As many as config allows come to the driver, and from there to every executor.
    HeldOutIndex index =
        new HeldOutIndex(
            ExportTransforms.shingleSets(heldOut, shingles), Threshold.of(config.similarity()));
    Broadcast<HeldOutIndex> broadcast =
        JavaSparkContext.fromSparkContext(context.session().sparkContext()).broadcast(index);
    NearHeldOut isNear = new NearHeldOut(shingles, broadcast);
    Dataset<Row> near = context.scratch("near_held_out", ExportTransforms.nearIds(others, isNear));
    List<Dataset<Row>> training =
        IntStream.range(0, kept.size())
            .mapToObj(run -> ExportTransforms.without(others.get(run), near))
            .toList();
    return new Split(training, heldOut, near);
  }
}
