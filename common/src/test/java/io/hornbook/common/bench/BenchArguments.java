package io.hornbook.common.bench;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The arguments of a benchmark program.
 *
 * @param out where results are written
 * @param only a regular expression of the kernels that are measured, alone
 * @param quick whether it is tried out alone, not measured
 */
public record BenchArguments(Path out, String only, boolean quick) {
  /** The expression of all kernels. */
  public static final String ALL = ".*";

  /**
   * Reads {@code --out FOLDER}, {@code --only REGEX} and {@code --quick}.
   *
   * @throws IllegalArgumentException for any other argument
   */
  public static BenchArguments of(String... args) {
    Map<String, String> values = new HashMap<>(Map.of("--out", "target/bench", "--only", ALL));
    boolean quick = false;
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--quick")) {
        quick = true;
      } else if (values.containsKey(args[i]) && i + 1 < args.length) {
        values.put(args[i], args[++i]);
      } else {
        throw new IllegalArgumentException(
            "Invalid argument: " + args[i] + " (expected --out FOLDER, --only REGEX or --quick)");
      }
    }
    return new BenchArguments(Path.of(values.get("--out")), values.get("--only"), quick);
  }
}
