package io.hornbook.jobs.label;

import java.util.Comparator;

/**
 * A stratum of the sample.
 *
 * @param language absent (null) where it is not known
 * @param decile of the length in bytes, from 0
 */
record Stratum(String source, String language, int decile) implements Comparable<Stratum> {
  private static final Comparator<Stratum> ORDER =
      Comparator.comparing(Stratum::source)
          .thenComparing(Stratum::language, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparingInt(Stratum::decile);

  @Override
  public int compareTo(Stratum other) {
    return ORDER.compare(this, other);
  }
}
