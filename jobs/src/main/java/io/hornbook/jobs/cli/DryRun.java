package io.hornbook.jobs.cli;

import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.run.Standing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** What a pipeline would do, a line a job. */
final class DryRun {
  private static final double GIGA = 1e9;

  private DryRun() {}

  /** The lines, in the order of the jobs. A job that reads one that is to run is to run as well. */
  static List<String> of(List<Job> jobs, Function<Job, Standing> standings) {
    List<String> lines = new ArrayList<>();
    Set<String> stale = new HashSet<>();
    for (Job job : jobs) {
      Standing standing = standings.apply(job);
      boolean isBehind = job.inputs().stream().anyMatch(stale::contains);
      String state = state(standing.state(), isBehind);
      if (isBehind || standing.state() != Standing.State.PUBLISHED) {
        stale.add(job.name());
      }
      lines.add("%-16s %s%s".formatted(job.name(), state, read(standing)).stripTrailing());
    }
    return lines;
  }

  private static String state(Standing.State state, boolean isBehind) {
    return switch (state) {
      case TO_RUN -> "to run";
      case TO_REPLACE -> "to run, over another result: it asks for --replace";
      case PUBLISHED -> isBehind ? "to run again, where its inputs change" : "published";
    };
  }

  private static String read(Standing standing) {
    return standing.files() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "; reads %,d %s of %.3f GB",
            standing.files(),
            standing.files() == 1 ? "file" : "files",
            standing.bytes() / GIGA);
  }
}
