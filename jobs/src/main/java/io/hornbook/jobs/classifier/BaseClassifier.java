package io.hornbook.jobs.classifier;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.failure.DataException;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.manifest.Manifest.PublishedFile;
import io.hornbook.jobs.run.Outcome;
import io.hornbook.jobs.run.RunContext;
import io.hornbook.jobs.run.RunFolder;
import io.hornbook.jobs.run.Storage;
import org.apache.hadoop.fs.Path;

/** The classifier of a base run, taken over as it is. */
final class BaseClassifier {
  private final RunContext context;
  private final RunFolder base;
  private final Manifest manifest;

  /**
   * @param context of a run with a base run
   */
  BaseClassifier(RunContext context, String job) {
    this.context = context;
    this.base = context.chain().runs().get(context.chain().length() - 1);
    this.manifest = base.published(job);
  }

  /**
   * Copies its files into the attempt.
   *
   * @param embedder the fingerprint that the config asks for
   * @throws ConfigurationException if it was trained on another embedder's vectors
   */
  Outcome take(String embedder) {
    String trained = manifest.metrics().path("embedder").asText();
    if (!trained.equals(embedder)) {
      throw new ConfigurationException(
          "Cannot take the classifier of the base run %s: it was trained on vectors of embedder %s, and the config's is %s (take that embedder, or set train-classifier.retrain)"
              .formatted(base.root(), trained, embedder));
    }
    Storage storage = context.folder().storage();
    String attempt = "train-classifier/attempt-" + manifest.attempt() + "/";
    for (PublishedFile file : manifest.artifacts()) {
      Path from = new Path(base.root(), file.path());
      byte[] bytes =
          storage
              .read(from)
              .orElseThrow(
                  () -> new DataException("Cannot take %s: it is missing".formatted(from)));
      storage.write(
          new Path(context.attemptFolder(), file.path().substring(attempt.length())), bytes);
    }
    long written =
        storage.files(context.attemptFolder()).stream()
            .filter(file -> !file.getPath().getName().startsWith("."))
            .count();
    ObjectNode metrics = manifest.metrics().deepCopy();
    return new Outcome(
        Accounting.of(
            "files", manifest.artifacts().size(), written, java.util.Map.of(), java.util.Map.of()),
        metrics.put("taken_from_base_run", true),
        manifest.digests());
  }
}
