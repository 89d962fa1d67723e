package io.hornbook.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that every job has. */
final class RunOptions {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The corpus's config in YAML; it is laid over the defaults.")
  String config;

  @Option(
      names = "--run",
      required = true,
      paramLabel = "FOLDER",
      description = "The run folder, on any Hadoop file system; it is made if it is absent.")
  String run;

  @Option(
      names = "--base-run",
      paramLabel = "FOLDER",
      description =
          "The earlier run that this one builds on: only what is new against it and its own base runs is taken. "
              + "The first job fixes it; later ones may leave it out.")
  String baseRun;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Sets one key of the config, such as select.quality-at-least=0.6; may be given more than once.")
  List<String> assignments = new ArrayList<>();

  @Option(
      names = "--replace",
      description = "Replaces a published result of other inputs or another config.")
  boolean replace;
}
