package io.hornbook.jobs.table;

/** The files of a trained classifier in its attempt, written by {@code train-classifier}. */
public final class ClassifierFiles {
  /** The forest in the form of {@code io.hornbook.common.forest}: what {@code score} reads. */
  public static final String FOREST = "forest.bin";

  /** The same forest in MLlib's format, a folder: what any Spark loads. */
  public static final String MODEL = "model";

  /** The model card, JSON. */
  public static final String CARD = "model-card.json";

  /** The digest of {@link #FOREST} in the manifest. */
  public static final String FOREST_DIGEST = "forest";

  /** The classifier's fingerprint (forest and embedder) in the manifest's digests. */
  public static final String FINGERPRINT = "classifier";

  private ClassifierFiles() {}
}
