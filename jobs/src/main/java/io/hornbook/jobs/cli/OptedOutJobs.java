package io.hornbook.jobs.cli;

import io.hornbook.jobs.dedup.DedupJob;
import io.hornbook.jobs.dedup.IndexJob;
import io.hornbook.jobs.evidence.OptOut;
import io.hornbook.jobs.ingest.IngestJob;
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.select.SelectJob;

/** The jobs that heed an opt-out, with it. */
final class OptedOutJobs {
  private OptedOutJobs() {}

  static Job of(Job job, OptOut optOut) {
    if (job instanceof IngestJob ingest) {
      return ingest.without(optOut.list());
    }
    if (job instanceof DedupJob dedup) {
      return dedup.without(optOut);
    }
    if (job instanceof IndexJob index) {
      return index.without(optOut);
    }
    return job instanceof SelectJob select ? select.without(optOut) : job;
  }
}
