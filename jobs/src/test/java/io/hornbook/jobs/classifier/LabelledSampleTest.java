package io.hornbook.jobs.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.classifier.Traits;
import io.hornbook.common.document.Sha256;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.failure.DataException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What no forest is trained on, each in one sentence. */
class LabelledSampleTest {
  private static final String EMBEDDER = "hashing-v1-384";
  private static final Traits TRAITS = new Traits("test", "python", 9, OptionalDouble.empty());

  @Test
  void acceptsFiftyLabelsOfBothClassesInSeveralFolds() {
    assertThatCode(() -> check(50, sample(50, i -> text(i, i % 5, i % 2 == 0))))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesNoLabels() {
    assertRefused(
        0,
        new LabelledSample(List.of()),
        "there are no labels (name a labels file, or let label ask an annotator)");
  }

  @Test
  void refusesLabelsForNoDocument() {
    assertRefused(
        7,
        new LabelledSample(List.of()),
        "none of the 7 labelled texts is among the embedded documents");
  }

  @Test
  void refusesLabelsOfOneClass() {
    assertRefused(
        60,
        sample(60, i -> text(i, i % 5, false)),
        "all 60 labelled texts score below 3 (expected some on either side of min-score)");
    assertRefused(
        60,
        sample(60, i -> text(i, i % 5, true)),
        "all 60 labelled texts score at least 3 (expected some on either side of min-score)");
  }

  @Test
  void refusesTenLabels() {
    assertRefused(
        10,
        sample(10, i -> text(i, i % 5, i % 2 == 0)),
        "there are 10 labelled texts (expected at least 50: train-classifier.min-texts, and one a fold)");
  }

  @Test
  void refusesFewerLabelsThanFolds() {
    ClassifierConfig config =
        ClassifierConfigs.with(
            ClassifierConfigs.DEFAULTS,
            false,
            ClassifierConfigs.validation(60, ClassifierConfig.GroupBy.NONE, 20, List.of()));
    LabelledSample sample = sample(55, i -> text(i, i, i % 2 == 0));

    assertThatThrownBy(() -> sample.check(55, config, EMBEDDER))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("there are 55 labelled texts (expected at least 60");
  }

  @Test
  void refusesTheSameTextAllOver() {
    Sha256 group = Sha256.of("one");
    assertRefused(
        60,
        sample(
            60,
            i ->
                new LabelledText(
                    Sha256.of("" + i), group, 2, 1, i % 2 == 0, TRAITS, EMBEDDER, 384, true)),
        "all 60 labelled texts are near-duplicates of each other (expected several groups)");
  }

  @Test
  void refusesOneRepositoryWhereRepositoriesAreTheFolds() {
    assertRefused(
        60,
        sample(60, i -> text(i, 2, i % 2 == 0)),
        "all 60 labelled texts are of one repository (label others, or set train-classifier.validation.group-by to a smaller unit)");
  }

  @Test
  void teachesWithoutNearDuplicatesOfWhatIsJudged() {
    LabelledSample sample =
        sample(
            60,
            i ->
                new LabelledText(
                    Sha256.of("" + i),
                    Sha256.of("group " + i % 17),
                    i % 4,
                    1,
                    i % 2 == 0,
                    TRAITS,
                    EMBEDDER,
                    384,
                    true));
    for (int fold : sample.folds()) {
      LabelledSample judged = sample.where(text -> text.fold() == fold);
      assertThat(sample.outside(fold).groups()).doesNotContainAnyElementsOf(judged.groups());
      assertThat(sample.outside(fold).texts())
          .hasSize(
              (int)
                  sample.texts().stream()
                      .filter(text -> !judged.groups().contains(text.group()))
                      .count());
    }
    // Every group is in all four folds: each of its texts is left out of the three it is not in.
    assertThat(sample.where(text -> text.group().equals(Sha256.of("group 0"))).leftOut())
        .isEqualTo(12);
  }

  @Test
  void refusesAFoldWhoseComplementHasOneClass() {
    assertRefused(
        60,
        sample(60, i -> text(i, i % 5, i % 5 == 3)),
        "outside fold 3 of 5 all texts are of one class (label more, or take fewer folds)");
  }

  @Test
  void refusesNanInAVector() {
    LabelledText damaged =
        new LabelledText(Sha256.of("x"), Sha256.of("x"), 0, 1, false, TRAITS, EMBEDDER, 384, false);

    assertRefused(
        1,
        new LabelledSample(List.of(damaged)),
        "the vector of text " + Sha256.of("x") + " holds NaN (run embed again)");
  }

  @Test
  void refusesVectorsOfDifferentLengths() {
    assertRefused(
        6,
        sample(
            6,
            i ->
                new LabelledText(
                    Sha256.of("" + i),
                    Sha256.of("" + i),
                    i,
                    1,
                    false,
                    TRAITS,
                    EMBEDDER,
                    384 + i,
                    true)),
        "the vector of text "
            + Sha256.of("1")
            + " holds 385 numbers, others more or fewer (run embed again)");
  }

  @Test
  void refusesAnotherEmbedder() {
    LabelledSample sample = sample(10, i -> text(i, i % 5, i % 2 == 0));

    assertThatThrownBy(() -> sample.check(10, ClassifierConfigs.DEFAULTS, "onnx-1"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Cannot train the classifier: the vector of text %s is of embedder hashing-v1-384, and the config's is onnx-1 (run embed again)"
                .formatted(Sha256.of("0")));
  }

  private static void assertRefused(long labelled, LabelledSample sample, String reason) {
    assertThatThrownBy(() -> check(labelled, sample))
        .isInstanceOf(DataException.class)
        .hasMessage("Cannot train the classifier: " + reason);
  }

  private static void check(long labelled, LabelledSample sample) {
    sample.check(labelled, ClassifierConfigs.DEFAULTS, EMBEDDER);
  }

  private static LabelledSample sample(int size, IntFunction<LabelledText> text) {
    return new LabelledSample(IntStream.range(0, size).mapToObj(text).toList());
  }

  private static LabelledText text(int number, int fold, boolean positive) {
    Sha256 content = Sha256.of("" + number);
    return new LabelledText(
        content, content, fold, positive ? 4 : 1, positive, TRAITS, EMBEDDER, 384, true);
  }
}
