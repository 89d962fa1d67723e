package io.hornbook.jobs.cli;

import io.hornbook.common.failure.DataException;
import io.hornbook.jobs.check.Check;
import io.hornbook.jobs.run.RunFolder;
import io.hornbook.jobs.run.Sessions;
import io.hornbook.jobs.run.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares a run's figures with the config's bounds. */
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "Compares what the jobs measured, as far as select, with the bounds of the config's section check; exit code 3 where",
      "a figure is out. It reads manifests alone: a gate between select and export, for a schedule."
    },
    footerHeading = "%nExample:%n",
    footer = "  hornbook check --config conf/demo.yaml --run runs/demo")
final class CheckCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The corpus's config in YAML; it is laid over the defaults.")
  private String config;

  @Option(names = "--run", required = true, paramLabel = "FOLDER", description = "The run folder.")
  private String run;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Sets one key of the config, such as check.keep-share.least=0.1.")
  private List<String> assignments = new ArrayList<>();

  @Option(names = "--json", description = "Prints JSON, for scripts.")
  private boolean json;

  CheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Storage storage = new Storage(Sessions.hadoop(new SparkConf()));
    RunFolder folder = new RunFolder(storage, new Path(run));
    Check check = new Check(folder, new ConfigFiles(storage).read(config, assignments).check());
    if (json) {
      console.out().println(check.json().toPrettyString());
    } else {
      check.text().forEach(console.out()::println);
    }
    console.out().flush();
    if (!check.passes()) {
      throw new DataException("Cannot pass %s: %s".formatted(folder.root(), check.failures()));
    }
    return 0;
  }
}
