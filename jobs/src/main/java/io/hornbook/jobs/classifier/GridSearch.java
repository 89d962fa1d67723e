package io.hornbook.jobs.classifier;

import io.hornbook.common.classifier.Candidates;
import io.hornbook.common.classifier.Example;
import io.hornbook.jobs.classifier.ClassifierConfig.Growth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Cross-validates every candidate.
 *
 * @param chosen the growth that ranks all texts best, by ROC-AUC; of equals, the first
 * @param tried what each comes to
 * @param examples every text with its prediction by the growth that ranks the other folds best: no
 *     text helps to choose what judges it
 */
record GridSearch(Growth chosen, List<Candidate> tried, List<Example> examples) {
  /** What a growth comes to over all folds. */
  record Candidate(Growth growth, OptionalDouble rocAuc, OptionalDouble prAuc) {}

  static GridSearch of(List<Growth> growths, CrossValidation validation) {
    Map<Growth, List<Example>> predicted = new LinkedHashMap<>();
    growths.forEach(growth -> predicted.computeIfAbsent(growth, validation::examples));
    Candidates<Growth> candidates = new Candidates<>(predicted);
    return new GridSearch(
        candidates.best(),
        predicted.keySet().stream()
            .map(
                g ->
                    new Candidate(g, candidates.ranking(g).rocAuc(), candidates.ranking(g).prAuc()))
            .toList(),
        candidates.acrossFolds());
  }
}
