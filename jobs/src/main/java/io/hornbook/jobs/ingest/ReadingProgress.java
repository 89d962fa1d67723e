package io.hornbook.jobs.ingest;

import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log of an executor, once a minute, how far the reading of a long file is. */
final class ReadingProgress {
  private static final Logger LOG = LoggerFactory.getLogger(ReadingProgress.class);
  private static final long INTERVAL = Duration.ofMinutes(1).toNanos();
  private static final long EVERY = 256;
  private static final long MEGABYTE = 1_000_000;

  private long told = System.nanoTime();

  /** After another record of the file. */
  void reached(HadoopFile file, WorkItem item, long records) {
    if (records % EVERY != 0 || System.nanoTime() - told < INTERVAL) {
      return;
    }
    told = System.nanoTime();
    LOG.info("{}", message(file, item, records));
  }

  static String message(HadoopFile file, WorkItem item, long records) {
    return String.format(
        Locale.ROOT,
        "Reading %s: %,d records, %,d of %,d MB",
        file.path(),
        records,
        file.consumed().get() / MEGABYTE,
        item.bytes() / MEGABYTE);
  }
}
