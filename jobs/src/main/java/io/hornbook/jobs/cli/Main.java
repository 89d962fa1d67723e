package io.hornbook.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The program: {@code hornbook COMMAND --config FILE --run FOLDER}. */
@Command(
    name = "hornbook",
    description = "Makes textbook-quality training corpora for code models.",
    subcommands = HelpCommand.class,
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExample:%n",
    footer = "  hornbook pipeline --config conf/demo.yaml --run runs/demo")
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    int exitCode = execute(Console.standard(), args);
    SparkSession.getDefaultSession().foreach(Main::stop);
    // A driver that returns normally is a success to every cluster manager.
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  /** Runs one command and returns its exit code; a session that it started goes on. */
  public static int execute(Console console, String... args) {
    return commandLine(console).execute(args);
  }

  static CommandLine commandLine(Console console) {
    CommandLine line = new CommandLine(new Main());
    line.addSubcommand("pipeline", new PipelineCommand(console));
    List<JobEntry> jobs = new ArrayList<>(Catalogue.JOBS);
    jobs.add(Catalogue.INDEX);
    jobs.add(Catalogue.COMPACT_INDEX);
    jobs.add(Catalogue.SEMANTIC_DEDUP);
    for (JobEntry entry : jobs) {
      CommandLine job = new CommandLine(command(console, entry));
      job.getCommandSpec().usageMessage().description(entry.description());
      line.addSubcommand(entry.name(), job);
    }
    line.addSubcommand("remove-run", new RemoveRunCommand(console));
    line.addSubcommand("audit", new AuditCommand(console));
    line.addSubcommand("takedown", new TakedownCommand(console));
    line.addSubcommand("explain", new ExplainCommand(console));
    line.addSubcommand("check", new CheckCommand(console));
    line.addSubcommand("compare", new CompareCommand(console));
    line.addSubcommand("report", new ReportCommand(console));
    return line.setOut(console.out())
        .setErr(console.err())
        .setExecutionExceptionHandler(new FailureReport(console));
  }

  private static Object command(Console console, JobEntry entry) {
    return switch (entry.name()) {
      case "export" -> new ExportCommand(console, entry);
      case "label" -> new LabelCommand(console, entry);
      default -> new JobCommand(console, entry);
    };
  }

  private static Void stop(SparkSession session) {
    session.stop();
    return null;
  }
}
