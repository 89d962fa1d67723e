package io.hornbook.jobs.decontaminate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.benchmark.Benchmark;
import io.hornbook.common.benchmark.BenchmarkItem;
import io.hornbook.common.contamination.ContaminationIndex;
import io.hornbook.common.contamination.SelfTest;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the manifest says of decontamination; the package description lists its keys. */
final class DecontaminationMetrics {
  /** The match rates of phi-1 (2306.11644 §5). */
  private static final List<Double> RATES = List.of(0.95, 0.90, 0.85, 0.80);

  private static final int SAMPLES = 10;
  private static final int MOST_IDIOMS = 20;
  private static final int MOST_CHARACTERS = 1000;

  private final ObjectNode metrics = JsonNodeFactory.instance.objectNode();
  private final Benchmarks benchmarks;
  private final ContaminationIndex index;

  DecontaminationMetrics(Benchmarks benchmarks, ContaminationIndex index) {
    this.benchmarks = benchmarks;
    this.index = index;
    metrics.put("ngrams", index.ngrams().ngrams());
    putItems("unsearchable_items", index.ngrams().unsearchable());
    putItems(
        "items_without_tree",
        index.functions().values().stream().flatMap(each -> each.without().stream()).toList());
    ArrayNode read = metrics.putArray("benchmarks");
    for (int i = 0; i < benchmarks.benchmarks().size(); i++) {
      Benchmark benchmark = benchmarks.benchmarks().get(i);
      read.addObject()
          .put("benchmark", benchmark.name())
          .put("items", benchmark.items().size())
          .put("items_without_solution", benchmark.itemsWithoutSolution())
          .put("unreadable_records", benchmark.unreadable().size())
          .put("language", benchmarks.language(i));
    }
  }

  private void putItems(String key, List<BenchmarkItem> items) {
    ArrayNode names = metrics.putArray(key);
    items.forEach(item -> names.add(item.benchmark() + " " + item.id()));
  }

  /** Plants items and looks for them, before any document is read. */
  void putSelfTest(int items, long seed) {
    ArrayNode recalls = metrics.putArray("self_test");
    for (int i = 0; i < benchmarks.benchmarks().size(); i++) {
      Benchmark benchmark = benchmarks.benchmarks().get(i);
      for (SelfTest.Recall recall :
          SelfTest.run(index, benchmarks.language(i), benchmark.items(), items, seed)) {
        ObjectNode told =
            recalls
                .addObject()
                .put("benchmark", benchmark.name())
                .put("kind", recall.kind())
                .put("planted", recall.planted())
                .put("found", recall.found());
        ObjectNode methods = told.putObject("found_by");
        recall.byMethod().forEach(methods::put);
        recall.missed().forEach(told.putArray("missed")::add);
      }
    }
  }

  /** The n-grams that do not count, the commonest with their words. */
  void putIdioms(List<Row> idioms, long minDocuments) {
    metrics.put("idioms", idioms.size());
    metrics.put("idiom_min_documents", minDocuments);
    ArrayNode commonest = metrics.putArray("commonest_idioms");
    for (Row idiom : idioms.subList(0, Math.min(MOST_IDIOMS, idioms.size()))) {
      commonest
          .addObject()
          .put("documents", idiom.getLong(1))
          .put("words", index.ngrams().ngram(idiom.getInt(0)));
    }
  }

  /** What was found. */
  void put(Dataset<Row> contamination) {
    ArrayNode hits = metrics.putArray("matches");
    for (Row row : DecontaminateTransforms.hits(contamination).collectAsList()) {
      hits.addObject()
          .put("benchmark", row.<String>getAs("benchmark"))
          .put("method", row.<String>getAs("method"))
          .put("matches", row.<Long>getAs("matches"))
          .put("documents", row.<Long>getAs("documents"))
          .put("items", row.<Long>getAs("items"));
    }
    ArrayNode rates = metrics.putArray("match_rates");
    for (double rate : RATES) {
      for (Row row : DecontaminateTransforms.atRate(contamination, rate).collectAsList()) {
        rates
            .addObject()
            .put("rate", rate)
            .put("benchmark", row.<String>getAs("benchmark"))
            .put("documents", row.<Long>getAs("documents"))
            .put("items", row.<Long>getAs("items"));
      }
    }
    ArrayNode samples = metrics.putArray("samples");
    DecontaminateTransforms.samples(contamination, SAMPLES)
        .collectAsList()
        .forEach(row -> putSample(samples.addObject(), row));
  }

  private static void putSample(ObjectNode sample, Row row) {
    sample
        .put("benchmark", row.<String>getAs("benchmark"))
        .put("method", row.<String>getAs("method"))
        .put("similarity", row.<Double>getAs("similarity"))
        .put("document_id", HexFormat.of().formatHex(row.getAs("document_id")))
        .put("item", row.<String>getAs("item"))
        .put("document_start", row.<Integer>getAs("document_start"))
        .put("document_span", shortened(row.getAs("document_span")))
        .put("item_start", row.<Integer>getAs("item_start"))
        .put("item_span", shortened(row.getAs("item_span")));
  }

  private static String shortened(String span) {
    return span.length() <= MOST_CHARACTERS ? span : span.substring(0, MOST_CHARACTERS) + "…";
  }

  ObjectNode json() {
    return metrics;
  }
}
