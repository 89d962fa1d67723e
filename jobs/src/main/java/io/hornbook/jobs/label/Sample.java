package io.hornbook.jobs.label;

import io.hornbook.common.label.SampleQuotas;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Draws the sample: what it collects to the driver are the nine deciles and the sizes of the
 * strata, ten for each source and language.
 *
 * @param texts how many distinct texts it was drawn from
 * @param strata how many strata they have
 * @param rows the sampled documents, with {@code replicates}
 */
record Sample(long texts, int strata, Dataset<Row> rows) {
  /**
   * A sample of the documents.
   *
   * @param candidates the documents that are still in, with their evidence columns
   */
  static Sample of(Dataset<Row> candidates, int size, double repeatShare, long seed) {
    Dataset<Row> texts = LabelTransforms.distinctTexts(candidates);
    List<Double> deciles = LabelTransforms.lengthDeciles(texts).head().getList(0);
    Dataset<Row> stratified =
        LabelTransforms.withStratum(texts, deciles == null ? List.of() : deciles);
    Map<String, Long> sizes = new HashMap<>();
    for (Row stratum : LabelTransforms.strata(stratified).collectAsList()) {
      sizes.put(stratum.getString(0), stratum.getLong(1));
    }
    List<Row> quotas = new ArrayList<>();
    SampleQuotas.of(sizes, size)
        .forEach(
            (stratum, quota) ->
                quotas.add(
                    RowFactory.create(stratum, quota, rankBelow(quota, sizes.get(stratum)))));
    Dataset<Row> sampled =
        LabelTransforms.sampled(
            stratified,
            candidates.sparkSession().createDataFrame(quotas, LabelTransforms.QUOTAS),
            seed);
    return new Sample(
        sizes.values().stream().mapToLong(Long::longValue).sum(),
        sizes.size(),
        LabelTransforms.withReplicates(sampled, repeatShare, seed));
  }

  /**
   * A rank below which a stratum of {@code size} texts has its {@code quota} first ones: the number
   * below it is binomial, and its mean lies six standard deviations and twenty above the quota.
   */
  static long rankBelow(long quota, long size) {
    double share = (quota + 6 * Math.sqrt((double) quota) + 20) / size;
    return share >= 1 ? Long.MAX_VALUE : (long) (share * Long.MAX_VALUE);
  }
}
