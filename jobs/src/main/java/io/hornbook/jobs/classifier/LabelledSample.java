package io.hornbook.jobs.classifier;

import io.hornbook.common.document.Sha256;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.failure.DataException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The texts that forests are trained on, and what a forest cannot be trained on. */
record LabelledSample(List<LabelledText> texts) {
  LabelledSample {
    texts = List.copyOf(texts);
  }

  long positives() {
    return texts.stream().filter(LabelledText::positive).count();
  }

  /** The groups of near-duplicates. */
  Set<Sha256> groups() {
    return texts.stream().map(LabelledText::group).collect(Collectors.toCollection(HashSet::new));
  }

  SortedSet<Integer> folds() {
    return new TreeSet<>(texts.stream().map(LabelledText::fold).toList());
  }

  /**
   * What teaches the forest that judges a fold: the texts of the other folds, but for
   * near-duplicates of its own. Left out there, they still are judged in their own fold.
   */
  LabelledSample outside(int fold) {
    Set<Sha256> judged = where(text -> text.fold() == fold).groups();
    return where(text -> text.fold() != fold && !judged.contains(text.group()));
  }

  /** How many texts {@link #outside} leaves out of other folds, summed over the folds. */
  long leftOut() {
    return folds().stream()
        .mapToLong(
            fold ->
                where(text -> text.fold() != fold).texts().size() - outside(fold).texts().size())
        .sum();
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
    int least = Math.max(config.minTexts(), config.validation().folds());
    if (texts.size() < least) {
      throw refused(
          "there are %d labelled texts (expected at least %d: train-classifier.min-texts, and one a fold)"
              .formatted(texts.size(), least));
    }
    if (isOfOneClass()) {
      throw refused(
          "all %d labelled texts score %s %d (expected some on either side of min-score)"
              .formatted(texts.size(), positives() == 0 ? "below" : "at least", config.minScore()));
    }
  }

  private void checkFolds(ClassifierConfig config) {
    if (groups().size() == 1) {
      throw refused(
          "all %d labelled texts are near-duplicates of each other (expected several groups)"
              .formatted(texts.size()));
    }
    if (folds().size() == 1) {
      throw refused(
          "all %d labelled texts are of one %s (label others, or set train-classifier.validation.group-by to a smaller unit)"
              .formatted(
                  texts.size(), config.validation().groupBy().toString().toLowerCase(Locale.ROOT)));
    }
    for (int fold : folds()) {
      if (outside(fold).isOfOneClass()) {
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
