package io.hornbook.jobs.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hornbook.common.classifier.QualityClassifier;
import io.hornbook.common.classifier.ThresholdTable.Labelled;
import io.hornbook.common.embed.Embedder;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.failure.DataException;
import io.hornbook.common.forest.Forest;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.jobs.run.RunFolder;
import io.hornbook.jobs.table.ClassifierFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.hadoop.fs.Path;

/** The classifier that {@code train-classifier} has published in a run. */
final class PublishedClassifier {
  static final String JOB = "train-classifier";

  private static final ObjectMapper JSON = new ObjectMapper();

  private PublishedClassifier() {}

  /**
   * The published forest of a run with an embedder.
   *
   * @throws ConfigurationException if the forest was trained on another embedder's vectors
   * @throws DataException if the forest's file is missing or is not the published one
   */
  static QualityClassifier read(RunFolder folder, Embedder embedder) {
    Manifest manifest = folder.published(JOB);
    String trained = manifest.metrics().path("embedder").asText();
    if (!trained.equals(embedder.fingerprint())) {
      throw new ConfigurationException(
          "Cannot score: the classifier was trained on vectors of embedder %s, and the config's is %s (run embed and train-classifier again)"
              .formatted(trained, embedder.fingerprint()));
    }
    Path path = file(folder, ClassifierFiles.FOREST);
    Forest forest = Forest.parse(bytes(folder, path));
    if (!forest.digest().hex().equals(manifest.digests().get(ClassifierFiles.FOREST_DIGEST))) {
      throw new DataException(
          "Cannot score: %s is not the forest that %s published (run it again with --replace)"
              .formatted(path, JOB));
    }
    List<String> signals = new ArrayList<>();
    manifest.metrics().path("signals").forEach(signal -> signals.add(signal.asText()));
    return new QualityClassifier(embedder, signals, forest);
  }

  /** What every distinct cut decides about the labelled texts, from the model card. */
  static List<Labelled> decisions(RunFolder folder) {
    Path path = file(folder, ClassifierFiles.CARD);
    try {
      List<Labelled> decisions = new ArrayList<>();
      for (JsonNode row : JSON.readTree(bytes(folder, path)).path("thresholds")) {
        decisions.add(
            new Labelled(
                row.path("threshold").asDouble(),
                number(row.path("precision")),
                number(row.path("recall"))));
      }
      return decisions;
    } catch (IOException e) {
      throw new DataException("Cannot score: %s is no model card".formatted(path), e);
    }
  }

  private static OptionalDouble number(JsonNode value) {
    return value.isNumber() ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty();
  }

  /** A file of the published attempt. */
  static Path file(RunFolder folder, String name) {
    return new Path(folder.job(JOB), "attempt-" + folder.published(JOB).attempt() + "/" + name);
  }

  private static byte[] bytes(RunFolder folder, Path path) {
    return folder
        .storage()
        .read(path)
        .orElseThrow(() -> new DataException("Cannot score: " + path + " is missing"));
  }
}
