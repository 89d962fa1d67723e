/**
 * How a job runs: the run folder, reading and writing its tables, publication by manifest, and the
 * runner.
 *
 * <p>Start at {@link io.hornbook.jobs.run.Runner}. A run folder holds
 *
 * <pre>{@code
 * run.json                      buckets, seed and base run, fixed by the first job
 * <job>/manifest.json           the publication: created once, naming the attempt
 * <job>/attempt-<uuid>/<table>/ the attempt's files, written aside and never renamed
 * <job>/pieces/<inputs>/<piece>/ finished pieces of a long job, while it has not published
 * }</pre>
 *
 * A job whose fingerprint (config, seed, inputs) equals the published one has nothing to do;
 * another fingerprint stops with exit code 2 unless the user says to replace, which publishes a new
 * attempt over the old manifest and then deletes the old attempt.
 *
 * <p>A run may build on a base run ({@link io.hornbook.jobs.run.Chain}), which may build on another
 * one: {@code run.json} points at the nearest, relative to itself where both lie in one folder. A
 * job reads what it needs of every earlier run, and its manifest names those results by their
 * digests, so that a base run that has changed is another input, and one that was made from what
 * has changed since is refused.
 *
 * <p>One run folder has one writer at a time. Publication creates the manifest only if it is
 * absent: atomically on a local file system, on HDFS and on S3 (a conditional PUT); on a store
 * without one the single writer is what protects it. S3A's magic committer writes the attempt's
 * files, and deleting an attempt aborts the uploads that a killed one has begun.
 *
 * <p>Cost of the runner: one pass over the columns of each table that its digest covers.
 */
package io.hornbook.jobs.run;
