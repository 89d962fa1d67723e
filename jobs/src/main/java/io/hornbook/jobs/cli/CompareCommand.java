package io.hornbook.jobs.cli;

import io.hornbook.jobs.compare.Compare;
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
import picocli.CommandLine.Parameters;

/** Tells what changed between two runs. */
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "Tells what changed between two runs: in the config, in the documents that are kept, by reason, and in what the",
      "jobs measured. It reads both and writes to neither."
    },
    footerHeading = "%nExample:%n",
    footer = "  hornbook compare runs/demo runs/stricter")
final class CompareCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "FIRST", description = "The run folder to begin from.")
  private String first;

  @Parameters(index = "1", paramLabel = "SECOND", description = "The run folder to compare.")
  private String second;

  @Option(names = "--json", description = "Prints JSON, for scripts.")
  private boolean json;

  CompareCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Storage storage = new Storage(Sessions.hadoop(new SparkConf()));
    List<String> jobs = new ArrayList<>(Catalogue.JOBS.stream().map(JobEntry::name).toList());
    jobs.add(Catalogue.SEMANTIC_DEDUP.name());
    Compare compare =
        new Compare(
            Pipeline.session(),
            new RunFolder(storage, new Path(first)),
            new RunFolder(storage, new Path(second)),
            jobs);
    console.out().print(json ? compare.json().toPrettyString() + "\n" : compare.text());
    console.out().flush();
    return 0;
  }
}
