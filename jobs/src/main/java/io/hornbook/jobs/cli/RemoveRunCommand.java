package io.hornbook.jobs.cli;

import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.jobs.removal.RunRemoval;
import io.hornbook.jobs.run.RunFolder;
import io.hornbook.jobs.run.Sessions;
import io.hornbook.jobs.run.Storage;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes a run out of a chain of runs. */
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "Takes a run out of a chain of base runs: later runs stop building on it.",
      "Documents of later runs that were out for one of its documents are in again, once those runs were run with --replace."
    },
    footerHeading = "%nExample:%n",
    footer = "  hornbook remove-run --run runs/february --from runs/april --list reopened")
final class RemoveRunCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--run",
      required = true,
      paramLabel = "FOLDER",
      description = "The run to remove; its files stay.")
  private String run;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "FOLDER",
      description = "The last run of the chain.")
  private String from;

  @Option(
      names = "--list",
      paramLabel = "FOLDER",
      description = "Writes the documents that are in again as JSON lines into a new folder.")
  private String list;

  @Option(names = "--exported", description = "Removes the run even if its corpus was exported.")
  private boolean exported;

  @Option(names = "--dry-run", description = "Counts and lists, and removes nothing.")
  private boolean dryRun;

  RemoveRunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Storage storage = new Storage(Sessions.hadoop(new SparkConf()));
    RunRemoval removal =
        new RunRemoval(
            Pipeline.session(),
            new RunFolder(storage, new Path(run)),
            new RunFolder(storage, new Path(from)));
    removal.reopened().forEach(this::tell);
    long standing = removal.exported();
    if (list != null) {
      removal.list().write().json(list);
    }
    if (standing > 0 && !exported && !dryRun) {
      throw new ConfigurationException(
          "Cannot remove %s: %,d documents of its exported corpus stand for documents of later runs, which would be exported beside them (say --exported to remove it all the same)"
              .formatted(run, standing));
    }
    if (!dryRun) {
      removal.apply();
      console.out().println("Removed. Run the later runs again, with --replace, oldest first.");
    }
    return 0;
  }

  private void tell(RunRemoval.Reopened reopened) {
    console
        .out()
        .println(
            String.format(
                Locale.ROOT,
                "%s: %,d duplicates and %,d records that ingest passed over are in again",
                reopened.run().root(),
                reopened.duplicates(),
                reopened.known()));
  }
}
