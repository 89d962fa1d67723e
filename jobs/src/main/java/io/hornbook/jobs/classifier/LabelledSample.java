package io.hornbook.jobs.classifier;

import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.failure.DataException;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The texts that forests are trained on, and what a forest cannot be trained on. */
record LabelledSample(List<LabelledText> texts) {
  LabelledSample {
    texts = List.copyOf(texts);
  }

  long positives() {
    return texts.stream().filter(LabelledText::positive).count();
  }

  long groups() {
    return texts.stream().map(LabelledText::group).distinct().count();
  }

  SortedSet<Integer> folds() {
    return new TreeSet<>(texts.stream().map(LabelledText::fold).toList());
  }

  LabelledSample where(Predicate<LabelledText> condition) {
    return new LabelledSample(texts.stream().filter(condition).toList());
  }

  /** Whether a class is missing, or both are. */
  boolean isOfOneClass() {
    return positives() == 0 || positives() == texts.size();
  }

  /** The embedder of every vector. */
  String embedder() {
    return texts.get(0).embedder();
  }

  /**
   * Refuses a sample that no forest, or no honest measurement of one, can come from.
   *
   * @param labelled how many texts are labelled, with a document or without
   * @param embedder the fingerprint that the config asks for
   */
  void check(long labelled, ClassifierConfig config, String embedder) {
    if (labelled == 0) {
      throw refused("there are no labels (name a labels file, or let label ask an annotator)");
    }
    if (texts.isEmpty()) {
      throw refused(
          "none of the %d labelled texts is among the embedded documents".formatted(labelled));
    }
    checkVectors(embedder);
    checkLabels(config);
    checkFolds(config);
  }

  private void checkVectors(String embedder) {
    for (LabelledText text : texts) {
      if (!text.embedder().equals(embedder)) {
        throw new ConfigurationException(
            "Cannot train the classifier: the vector of text %s is of embedder %s, and the config's is %s (run embed again)"
                .formatted(text.content(), text.embedder(), embedder));
      }
      if (!text.finite() || text.dimensions() != texts.get(0).dimensions()) {
        throw refused(
            "the vector of text %s holds %s (run embed again)"
                .formatted(
                    text.content(),
                    text.finite() ? text.dimensions() + " numbers, others more or fewer" : "NaN"));
      }
    }
  }

  private void checkLabels(ClassifierConfig config) {
    int folds = config.validation().folds();
    if (texts.size() < folds) {
      throw refused(
          "there are %d labelled texts (expected one a fold at least, %d)"
              .formatted(texts.size(), folds));
    }
    if (isOfOneClass()) {
      throw refused(
          "all %d labelled texts score %s %d (expected some on either side of min-score)"
              .formatted(texts.size(), positives() == 0 ? "below" : "at least", config.minScore()));
    }
  }

  private void checkFolds(ClassifierConfig config) {
    if (groups() == 1) {
      throw refused(
          "all %d labelled texts are in one group (near-duplicates of each other, or of one %s; expected several)"
              .formatted(
                  texts.size(), config.validation().groupBy().toString().toLowerCase(Locale.ROOT)));
    }
    for (int fold : folds()) {
      if (where(text -> text.fold() != fold).isOfOneClass()) {
        throw refused(
            "outside fold %d of %d all texts are of one class (label more, or take fewer folds)"
                .formatted(fold, config.validation().folds()));
      }
    }
  }

  private static DataException refused(String reason) {
    return new DataException("Cannot train the classifier: " + reason);
  }
}
