package io.hornbook.common.bench;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The arguments of a benchmark program.
 *
 * @param out where results are written
 * @param only a regular expression of the kernels that are measured, alone
 * @param documents how many texts the smallest corpus of the deduplication has
 * @param cores how many cores the deduplication is given
 * @param quick whether it is tried out alone, not measured
 */
public record BenchArguments(Path out, String only, long documents, int cores, boolean quick) {

  /** The expression of all kernels. */
  public static final String ALL = ".*";

  private static final Map<String, String> DEFAULTS =
      Map.of("--out", "target/bench", "--only", ALL, "--documents", "8000", "--cores", "2");

  /**
   * Reads {@code --out FOLDER}, {@code --only REGEX}, {@code --documents N}, {@code --cores N} and
   * {@code --quick}.
   *
   * @throws IllegalArgumentException for any other argument
   */
  public static BenchArguments of(String... args) {
    Map<String, String> values = new HashMap<>(DEFAULTS);
    boolean quick = false;
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--quick")) {
        quick = true;
      } else if (values.containsKey(args[i]) && i + 1 < args.length) {
        values.put(args[i], args[++i]);
      } else {
        throw new IllegalArgumentException(
            "Invalid argument: "
                + args[i]
                + " (expected --out FOLDER, --only REGEX, --documents N, --cores N or --quick)");
      }
    }
    return new BenchArguments(
        Path.of(values.get("--out")),
        values.get("--only"),
        Long.parseLong(values.get("--documents")),
        Integer.parseInt(values.get("--cores")),
        quick);
  }
}
