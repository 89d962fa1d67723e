package io.hornbook.jobs.cli;

import io.hornbook.jobs.explain.Explain;
import io.hornbook.jobs.run.RunFolder;
import io.hornbook.jobs.run.Sessions;
import io.hornbook.jobs.run.Storage;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells everything that a run knows of a document. */
@Command(
    mixinStandardHelpOptions = true,
    description = "Tells everything that a run knows of a document, and why it is in or out.",
    footerHeading = "%nExample:%n",
    footer = "  hornbook explain --run runs/demo calendar.py")
final class ExplainCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--run", required = true, paramLabel = "FOLDER", description = "The run folder.")
  private String run;

  @Option(names = "--json", description = "Prints JSON, for scripts.")
  private boolean json;

  @Parameters(
      paramLabel = "DOCUMENT",
      description =
          "A document_id or content_sha256 in hex, or the path of a document, or of a record in quarantine or left out.")
  private String document;

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Storage storage = new Storage(Sessions.hadoop(new SparkConf()));
    Explain explain = new Explain(Pipeline.session(), new RunFolder(storage, new Path(run)));
    console.out().println(json ? explain.json(document) : explain.text(document));
    return 0;
  }
}
