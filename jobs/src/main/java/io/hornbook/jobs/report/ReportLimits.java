package io.hornbook.jobs.report;

import io.hornbook.common.failure.ConfigurationException;

/**
 * How much of a run a report shows; its size depends on these numbers and not on the corpus.
 *
 * @param samples documents of each group (a tenth of quality, a reason, a kind of duplicate, a
 *     benchmark's method), 0 to 50
 * @param characters of each document's text, 0 to 20,000
 * @param groups repositories, licences, languages and reasons, the largest first, 1 to 100
 */
public record ReportLimits(int samples, int characters, int groups) {
  private static final int MOST_SAMPLES = 50;
  private static final int MOST_CHARACTERS = 20_000;
  private static final int MOST_GROUPS = 100;

  public ReportLimits {
    check("samples", samples, 0, MOST_SAMPLES);
    check("characters", characters, 0, MOST_CHARACTERS);
    check("groups", groups, 1, MOST_GROUPS);
  }

  private static void check(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ConfigurationException(
          "Invalid %s: %d (expected %d to %d)".formatted(name, value, least, most));
    }
  }
}
