package io.hornbook.jobs.score;

import io.hornbook.common.classifier.QualityClassifier;
import io.hornbook.common.embed.Embedder;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.failure.DataException;
import io.hornbook.common.forest.Forest;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.table.ClassifierFiles;
import org.apache.hadoop.fs.Path;

/** The classifier that {@code train-classifier} has published in the run. */
final class PublishedClassifier {
  static final String JOB = "train-classifier";

  private PublishedClassifier() {}

  /**
   * The published forest with the config's embedder.
   *
   * @throws ConfigurationException if the forest was trained on another embedder's vectors
   * @throws DataException if the forest's file is missing or is not the published one
   */
  static QualityClassifier read(RunContext context, Embedder embedder) {
    Manifest manifest = context.manifest(JOB);
    String trained = manifest.metrics().path("embedder").asText();
    if (!trained.equals(embedder.fingerprint())) {
      throw new ConfigurationException(
          "Cannot score: the classifier was trained on vectors of embedder %s, and the config's is %s (run embed and train-classifier again)"
              .formatted(trained, embedder.fingerprint()));
    }
    Path path =
        new Path(
            context.folder().job(JOB),
            "attempt-" + manifest.attempt() + "/" + ClassifierFiles.FOREST);
    byte[] bytes =
        context
            .folder()
            .storage()
            .read(path)
            .orElseThrow(() -> new DataException("Cannot score: " + path + " is missing"));
    Forest forest = Forest.parse(bytes);
    if (!forest.digest().hex().equals(manifest.digests().get(ClassifierFiles.FOREST_DIGEST))) {
      throw new DataException(
          "Cannot score: %s is not the forest that %s published (run it again with --replace)"
              .formatted(path, JOB));
    }
    return new QualityClassifier(embedder, forest);
  }
}
