package io.hornbook.jobs.bench;

import io.hornbook.jobs.classifier.EmbedderBenchmark;
import java.io.IOException;

/** Every benchmark of jobs, one after the other; the arguments are those of each. */
public final class JobBenchmarks {
  private JobBenchmarks() {}

  /** Runs them. */
  public static void main(String[] args) throws IOException {
    GrowthBenchmark.main(args);
    DedupBenchmark.main(args);
    EmbedderBenchmark.main(args);
  }
}
