package io.hornbook.jobs.cli;

import io.hornbook.jobs.evidence.OptOutConfig;
import io.hornbook.jobs.run.RunFolder;
import io.hornbook.jobs.run.Sessions;
import io.hornbook.jobs.run.Storage;
import io.hornbook.jobs.takedown.Report;
import io.hornbook.jobs.takedown.ReportJson;
import io.hornbook.jobs.takedown.ReportText;
import io.hornbook.jobs.takedown.Rewritten;
import io.hornbook.jobs.takedown.Takedown;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists, and takes down, what a chain of runs has published of a deny-list. */
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "Lists what the corpora, the index and the documents of a run, and of all that it builds on, hold of a deny-list;",
      "with --apply, writes their next version without it."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Nothing of the list is held, or all of it was taken down.",
      "4:Something is held, and --apply was not given.",
      "2:The command line, the list or a run folder.",
      "3:The data."
    },
    footerHeading = "%nExample:%n",
    footer = "  hornbook takedown --run runs/april --deny conf/opt-out.jsonl --apply")
final class TakedownCommand implements Callable<Integer> {
  private static final int STILL_HELD = 4;

  private final Console console;

  @Option(
      names = "--run",
      required = true,
      paramLabel = "FOLDER",
      description = "The last run of the chain.")
  private String run;

  @Option(
      names = "--deny",
      required = true,
      paramLabel = "FILE",
      description = "A deny-list, JSON lines; may be given more than once.")
  private List<String> denyLists = new ArrayList<>();

  @Option(
      names = "--keep-copies",
      description =
          "Leaves documents that the list does not name, even where they have the text of one that it names.")
  private boolean keepCopies;

  @Option(names = "--apply", description = "Writes the next versions.")
  private boolean apply;

  @Option(names = "--json", description = "Prints JSON, for scripts.")
  private boolean json;

  TakedownCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Storage storage = new Storage(Sessions.hadoop(new SparkConf()));
    Takedown takedown =
        new Takedown(
            Pipeline.session(),
            new RunFolder(storage, new Path(run)),
            new OptOutConfig(denyLists, !keepCopies, false).read(storage).list(),
            !keepCopies);
    Report report = takedown.look();
    List<Rewritten> rewritten = apply ? takedown.apply(report, Clock.systemUTC()) : List.of();
    console
        .out()
        .println(
            json
                ? ReportJson.of(report, rewritten).toPrettyString()
                : ReportText.of(report) + ReportText.of(rewritten));
    return apply || report.held().isEmpty() ? 0 : STILL_HELD;
  }
}
