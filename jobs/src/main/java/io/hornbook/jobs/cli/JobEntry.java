package io.hornbook.jobs.cli;

import io.hornbook.jobs.run.Job;
import java.util.function.Function;

/**
 * A job as the command line knows it.
 *
 * @param name the subcommand
 * @param description one sentence for the help
 * @param job makes the job of a config
 */
record JobEntry(String name, String description, Function<CorpusConfig, Job> job) {}
