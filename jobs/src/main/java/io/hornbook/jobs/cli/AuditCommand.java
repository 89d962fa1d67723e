package io.hornbook.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.jobs.label.Audit;
import io.hornbook.jobs.run.RunFolder;
import io.hornbook.jobs.run.Sessions;
import io.hornbook.jobs.run.Storage;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sends labelled texts to people, and compares what they say. */
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "Writes a CSV of labelled texts for people to score, or reads it back and tells how far they agree with the annotator.",
      "The annotator's scores are not on the sheet; people fill in the column human_score, 0 to 5."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  hornbook audit --run runs/demo --write audit.csv --size 120",
      "  hornbook audit --run runs/demo --read audit.csv"
    })
final class AuditCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--run", required = true, paramLabel = "FOLDER", description = "The run folder.")
  private String run;

  @ArgGroup(multiplicity = "1")
  private Way way;

  @Option(
      names = "--size",
      paramLabel = "TEXTS",
      description = "How many texts, about as many of each score (default: ${DEFAULT-VALUE}).")
  private int size = 120;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Chooses among texts of one score (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  /** One of these. */
  private static final class Way {
    @Option(names = "--write", paramLabel = "FILE", description = "Writes the sheet.")
    private String write;

    @Option(
        names = "--read",
        paramLabel = "FILE",
        description = "Reads the sheet, and keeps the agreement beside the labels.")
    private String read;
  }

  AuditCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Storage storage = new Storage(Sessions.hadoop(new SparkConf()));
    RunFolder folder = new RunFolder(storage, new Path(run));
    folder.published("label");
    Audit audit = new Audit(Pipeline.session(), folder);
    if (way.write != null) {
      int texts = audit.write(new Path(way.write), size, seed);
      console.out().printf("%d texts to score in %s%n", texts, way.write);
    } else {
      ObjectNode result = audit.read(new Path(way.read));
      console
          .out()
          .println("People and annotator: " + LabelSummary.agreement(result.path("agreement")));
    }
    return 0;
  }
}
