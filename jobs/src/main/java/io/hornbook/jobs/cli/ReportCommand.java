package io.hornbook.jobs.cli;

import io.hornbook.jobs.report.Report;
import io.hornbook.jobs.report.ReportLimits;
import io.hornbook.jobs.run.RunFolder;
import io.hornbook.jobs.run.Sessions;
import io.hornbook.jobs.run.Storage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes what a run has come to, as one page to look at. */
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "Writes what a run has come to, as one HTML page to look at: what was kept and dropped and why, scores, labels,",
      "duplicates, benchmark finds, and samples of the texts. It needs no network, and whatever a text holds is inert."
    },
    footerHeading = "%nExample:%n",
    footer = "  hornbook report --run runs/demo")
final class ReportCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--run", required = true, paramLabel = "FOLDER", description = "The run folder.")
  private String run;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The page, on any Hadoop file system; report.html in the run folder otherwise.")
  private String out;

  @Option(
      names = "--samples",
      defaultValue = "3",
      paramLabel = "N",
      description = "Documents shown of each group, 0 to 50 (default: ${DEFAULT-VALUE}).")
  private int samples;

  @Option(
      names = "--characters",
      defaultValue = "2000",
      paramLabel = "N",
      description = "Characters shown of each document, 0 to 20000 (default: ${DEFAULT-VALUE}).")
  private int characters;

  @Option(
      names = "--groups",
      defaultValue = "20",
      paramLabel = "N",
      description =
          "Repositories, licences and languages shown, the largest first, 1 to 100 (default: ${DEFAULT-VALUE}).")
  private int groups;

  @Option(names = "--json", description = "Prints what the page shows as JSON; writes no page.")
  private boolean json;

  ReportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ReportLimits limits = new ReportLimits(samples, characters, groups);
    Storage storage = new Storage(Sessions.hadoop(new SparkConf()));
    RunFolder folder = new RunFolder(storage, new Path(run));
    List<String> jobs = Catalogue.JOBS.stream().map(JobEntry::name).toList();
    Report report = new Report(Pipeline.session(), folder, jobs, limits);
    if (json) {
      console.out().println(report.json(Clock.systemUTC().instant()).toPrettyString());
      return 0;
    }
    Path page =
        out == null ? new Path(folder.root(), "report.html") : storage.qualified(new Path(out));
    byte[] html = report.html(Clock.systemUTC().instant()).getBytes(StandardCharsets.UTF_8);
    storage.write(page, html);
    console.out().println(page);
    return 0;
  }
}
