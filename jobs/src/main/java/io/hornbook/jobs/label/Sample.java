package io.hornbook.jobs.label;

import io.hornbook.common.label.SampleQuotas;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
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
   * How a sample is drawn.
   *
   * @param size how many texts there are to be, those that are labelled already among them
   * @param repeatShare the share that is labelled twice
   * @param unsure the score that says nothing: the texts whose {@code quality} is nearest come
   *     first; without one, a seeded order decides
   */
  record Design(long size, double repeatShare, OptionalDouble unsure, long seed) {}

  /**
   * A sample of the documents.
   *
   * @param candidates the documents that are still in and not labelled, with their evidence columns
   * @param labelled how many texts are labelled already
   */
  static Sample of(Dataset<Row> candidates, long labelled, Design design) {
    Dataset<Row> texts = LabelTransforms.distinctTexts(candidates);
    Dataset<Row> stratified = LabelTransforms.withStratum(texts, deciles(texts));
    Map<String, Long> sizes = sizes(stratified);
    return of(
        stratified, sizes, SampleQuotas.of(sizes, Math.max(0, design.size() - labelled)), design);
  }

  /**
   * A sample of the documents that completes an earlier one, stratum by stratum.
   *
   * @param labelled the documents whose texts are labelled already, with the same columns
   */
  static Sample toppingUp(Dataset<Row> candidates, Dataset<Row> labelled, Design design) {
    Dataset<Row> texts = LabelTransforms.distinctTexts(candidates);
    List<Double> deciles = deciles(texts);
    Dataset<Row> stratified = LabelTransforms.withStratum(texts, deciles);
    Map<String, Long> sizes = sizes(stratified);
    Map<String, Long> before =
        sizes(LabelTransforms.withStratum(LabelTransforms.distinctTexts(labelled), deciles));
    return of(stratified, sizes, SampleQuotas.topUp(sizes, before, design.size()), design);
  }

  /** The nine edges between the length deciles of {@code texts}; none of no text. */
  static List<Double> deciles(Dataset<Row> texts) {
    List<Double> deciles = LabelTransforms.lengthDeciles(texts).head().getList(0);
    return deciles == null ? List.of() : deciles;
  }

  private static Map<String, Long> sizes(Dataset<Row> stratified) {
    Map<String, Long> sizes = new HashMap<>();
    for (Row stratum : LabelTransforms.strata(stratified).collectAsList()) {
      sizes.put(stratum.getString(0), stratum.getLong(1));
    }
    return sizes;
  }

  private static Sample of(
      Dataset<Row> stratified, Map<String, Long> sizes, Map<String, Long> shares, Design design) {
    boolean isSeeded = design.unsure().isEmpty();
    List<Row> quotas = new ArrayList<>();
    shares.forEach(
        (stratum, quota) ->
            quotas.add(
                RowFactory.create(
                    stratum,
                    quota,
                    isSeeded ? rankBelow(quota, sizes.get(stratum)) : Long.MAX_VALUE)));
    Dataset<Row> ranked =
        isSeeded
            ? LabelTransforms.withRank(stratified, design.seed())
            : LabelTransforms.withUncertainty(stratified, design.unsure().getAsDouble());
    Dataset<Row> sampled =
        LabelTransforms.sampled(
            ranked, stratified.sparkSession().createDataFrame(quotas, LabelTransforms.QUOTAS));
    return new Sample(
        sizes.values().stream().mapToLong(Long::longValue).sum(),
        sizes.size(),
        LabelTransforms.withReplicates(sampled, design.repeatShare(), design.seed()));
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
