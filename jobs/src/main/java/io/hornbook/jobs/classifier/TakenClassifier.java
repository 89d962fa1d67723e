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

/** The classifier of another run, taken over as it is. */
final class TakenClassifier {
  private final RunContext context;
  private final RunFolder owner;
  private final Manifest manifest;

  /**
   * @param owner the run that has published it
   */
  TakenClassifier(RunContext context, RunFolder owner, String job) {
    this.context = context;
    this.owner = owner;
    this.manifest = owner.published(job);
  }

  /** That of the run which {@code context}'s builds on. */
  static TakenClassifier ofBaseRun(RunContext context, String job) {
    return new TakenClassifier(
        context, context.chain().runs().get(context.chain().length() - 1), job);
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
          "Cannot take the classifier of %s: it was trained on vectors of embedder %s, and the config's is %s (take that embedder, or train a classifier of the run's own)"
              .formatted(owner.root(), trained, embedder));
    }
    Storage storage = context.folder().storage();
    String attempt = "train-classifier/attempt-" + manifest.attempt() + "/";
    for (PublishedFile file : manifest.artifacts()) {
      Path from = new Path(owner.root(), file.path());
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
        metrics.put("taken_from", owner.root().toString()),
        manifest.digests());
  }
}
