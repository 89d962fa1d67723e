package io.hornbook.jobs.cli;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.hornbook.common.rule.RuleConfig;
import io.hornbook.common.rule.RuleSet;
import io.hornbook.jobs.check.CheckConfig;
import io.hornbook.jobs.classifier.ClassifierConfig;
import io.hornbook.jobs.decontaminate.DecontaminateConfig;
import io.hornbook.jobs.dedup.DedupConfig;
import io.hornbook.jobs.dedup.IndexConfig;
import io.hornbook.jobs.embed.EmbedConfig;
import io.hornbook.jobs.evidence.OptOutConfig;
import io.hornbook.jobs.export.ExportConfig;
import io.hornbook.jobs.ingest.IngestConfig;
import io.hornbook.jobs.label.LabelConfig;
import io.hornbook.jobs.measure.MeasureConfig;
import io.hornbook.jobs.run.RunSettings;
import io.hornbook.jobs.score.ScoreConfig;
import io.hornbook.jobs.select.SelectConfig;
import io.hornbook.jobs.semantic.SemanticDedupConfig;
import java.util.List;

/** The whole config of a corpus. */
record CorpusConfig(
    @JsonPropertyDescription("the corpus's name") String corpus,
    @JsonPropertyDescription("the number that every random choice derives from") long seed,
    @JsonPropertyDescription(
            "into how many files documents are hashed, 1 to 100000: about a gigabyte of text each")
        int buckets,
    @JsonPropertyDescription("what is read") IngestConfig ingest,
    @JsonPropertyDescription("who and what is not to be in the corpus") OptOutConfig optOut,
    @JsonPropertyDescription("the limits of measuring") MeasureConfig measure,
    @JsonPropertyDescription("the gates before deduplication, in order") List<RuleConfig> rules,
    @JsonPropertyDescription("exact and near duplicates") DedupConfig dedup,
    @JsonPropertyDescription("what later runs compare with") IndexConfig index,
    @JsonPropertyDescription("who says how educational a text is") LabelConfig label,
    @JsonPropertyDescription("what makes vectors of texts") EmbedConfig embed,
    @JsonPropertyDescription("documents whose vectors are nearly the same")
        SemanticDedupConfig semanticDedup,
    @JsonPropertyDescription("the forest") ClassifierConfig trainClassifier,
    @JsonPropertyDescription("what scores") ScoreConfig score,
    @JsonPropertyDescription("benchmarks that no training text may hold")
        DecontaminateConfig decontaminate,
    @JsonPropertyDescription("the thresholds") SelectConfig select,
    @JsonPropertyDescription("the corpus's shards") ExportConfig export,
    @JsonPropertyDescription("what a run's figures must lie between") CheckConfig check) {
  CorpusConfig {
    new RunSettings(seed, buckets);
    rules = RuleConfig.expanded(rules);
    RuleSet.of(rules);
    if (semanticDedup.enabled() && !embed.keepEmbeddings()) {
      throw new IllegalArgumentException(
          "Invalid semantic-dedup.enabled: true (expected only with embed.keep-embeddings: true, for it compares the vectors)");
    }
    if (embed.keepEmbeddings() && trainClassifier.fromRun().isPresent()) {
      throw new IllegalArgumentException(
          "Invalid embed.keep-embeddings: true (expected false with train-classifier.from-run, for embed follows label, which is passed over)");
    }
  }

  RunSettings settings() {
    return new RunSettings(seed, buckets);
  }

  RuleSet ruleSet() {
    return RuleSet.of(rules);
  }
}
