/**
 * The command line: one program, a subcommand a job, and {@code pipeline} for all of them in one
 * session.
 *
 * <p>Start at {@link io.hornbook.jobs.cli.Main}. The same class is what {@code spark-submit --class
 * io.hornbook.jobs.cli.Main} runs. Exit codes: 0 done, or nothing to do; 2 the command line, the
 * config or the run folder; 3 the data; 1 a defect.
 */
package io.hornbook.jobs.cli;
