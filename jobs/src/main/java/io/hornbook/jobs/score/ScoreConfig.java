package io.hornbook.jobs.score;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.hornbook.common.classifier.Ensemble.Combination;
import io.hornbook.common.embed.EmbedderConfig;
import java.util.List;

/** The section {@code score} of the config. */
public record ScoreConfig(
    @JsonPropertyDescription("classifiers of other runs that score beside the run's own")
        List<Member> ensemble,
    @JsonPropertyDescription("how the qualities of several classifiers become one: max or mean")
        Combination combination,
    @JsonPropertyDescription(
            "whether a run may be scored by another classifier than the runs that it builds on")
        boolean mixClassifiers) {

  /** A classifier of another run. */
  public record Member(
      @JsonPropertyDescription("the folder of a run with a published train-classifier") String run,
      @JsonPropertyDescription("the embedder of the vectors that it was trained on")
          EmbedderConfig embedder) {}

  public ScoreConfig {
    ensemble = List.copyOf(ensemble);
  }
}
