package io.hornbook.jobs.cli;

import io.hornbook.jobs.classifier.ClassifierJob;
import io.hornbook.jobs.decontaminate.DecontaminateJob;
import io.hornbook.jobs.dedup.CompactIndexJob;
import io.hornbook.jobs.dedup.DedupJob;
import io.hornbook.jobs.dedup.IndexJob;
import io.hornbook.jobs.embed.EmbedJob;
import io.hornbook.jobs.export.ExportJob;
import io.hornbook.jobs.ingest.IngestJob;
import io.hornbook.jobs.label.LabelJob;
import io.hornbook.jobs.measure.MeasureJob;
import io.hornbook.jobs.score.ScoreJob;
import io.hornbook.jobs.select.SelectJob;
import io.hornbook.jobs.semantic.SemanticDedupJob;
import java.time.Clock;
import java.util.List;

/** The jobs of the main path, in the order in which a pipeline runs them. */
final class Catalogue {
  static final List<JobEntry> JOBS =
      List.of(
          new JobEntry(
              "ingest",
              "Reads the sources into documents, each record once; what cannot be read goes to"
                  + " quarantine.",
              config -> new IngestJob(config.ingest())),
          new JobEntry(
              "measure",
              "Measures every document: its signals, and where personal data and secrets stand.",
              config -> new MeasureJob(config.measure(), config.rules())),
          new JobEntry(
              "dedup",
              "Finds exact and near duplicates of the documents that pass the rules, verified, with"
                  + " a survivor for each.",
              config -> new DedupJob(config.rules(), config.dedup())),
          new JobEntry(
              "label",
              "Takes recorded labels, or asks a language model how educational a sample of"
                  + " documents is.",
              config ->
                  new LabelJob(
                      config.label(), config.ruleSet(), System.getenv(), Clock.systemUTC())),
          new JobEntry(
              "embed",
              "Makes vectors of the labelled documents, and of the others if asked to.",
              config -> new EmbedJob(config.embed(), config.ruleSet())),
          new JobEntry(
              "train-classifier",
              "Trains the random forest on the labels, and measures it beside its baselines.",
              config ->
                  new ClassifierJob(
                      config.trainClassifier(),
                      config.embed().embedder(),
                      config.measure().limits())),
          new JobEntry(
              "score",
              "Scores every document that is still in.",
              config -> new ScoreJob(config.score(), config.embed().embedder(), config.ruleSet())),
          new JobEntry(
              "decontaminate",
              "Finds benchmark items in the documents that are still in, with the matched spans.",
              config ->
                  new DecontaminateJob(
                      config.decontaminate(), config.measure().limits(), config.ruleSet())),
          new JobEntry(
              "select",
              "Decides on every document by the thresholds, with every reason.",
              config ->
                  new SelectJob(
                      config.select(), config.ruleSet(), config.semanticDedup().enabled())),
          new JobEntry(
              "export",
              "Writes the kept documents as a corpus: redacted, shuffled, in even shards.",
              config -> new ExportJob(config.export(), false, config.corpus())));

  /** What later runs compare with; a pipeline runs it after dedup where the config says so. */
  static final JobEntry INDEX =
      new JobEntry(
          "index",
          "Writes what later runs with this one as their base run compare their documents with.",
          config -> new IndexJob(config.rules(), config.dedup()));

  /** Speed alone, for long chains of runs; not part of a pipeline. */
  static final JobEntry COMPACT_INDEX =
      new JobEntry(
          "compact-index",
          "Merges the index of a run with those of its earlier runs, so that later ones look up one part.",
          config -> new CompactIndexJob(config.dedup()));

  /** A job of its own after embed; a pipeline runs it there where the config says so. */
  static final JobEntry SEMANTIC_DEDUP =
      new JobEntry(
          SemanticDedupJob.NAME,
          "Finds survivors whose vectors nearly point where another one's does, verified, with a"
              + " survivor for each.",
          config ->
              new SemanticDedupJob(
                  config.ruleSet(),
                  config.dedup().sourceOrder(),
                  config.dedup().scope(),
                  config.semanticDedup()));

  /** What {@code export --union} runs; not part of a pipeline. */
  static final JobEntry UNION =
      new JobEntry(
          ExportJob.UNION,
          "Writes the kept documents of a whole chain of runs as one corpus.",
          config -> new ExportJob(config.export(), true, config.corpus()));

  private Catalogue() {}

  static List<String> names() {
    return JOBS.stream().map(JobEntry::name).toList();
  }
}
