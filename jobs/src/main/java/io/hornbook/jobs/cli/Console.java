package io.hornbook.jobs.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes.
 *
 * @param out results, which a script may read
 * @param err progress and failures
 */
public record Console(PrintWriter out, PrintWriter err) {
  /** The process's own streams, in UTF-8. */
  public static Console standard() {
    return new Console(writer(System.out), writer(System.err));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }
}
