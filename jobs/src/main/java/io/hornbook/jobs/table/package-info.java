/**
 * The tables of a run: names, columns and types, one class a table. Every job may import them; they
 * know no job.
 *
 * <p>Start at {@link io.hornbook.jobs.table.Table}. Tables are Parquet files that a manifest names.
 * A bucketed table is hashed by {@code document_id} (Spark's hash of a binary value, modulo the
 * run's number of buckets) into one file a bucket, sorted by {@code document_id}; every bucketed
 * table of a run has the same number of buckets, so that evidence joins documents without an
 * exchange. Ids and hashes are binary; people and JSON see them in hex.
 */
package io.hornbook.jobs.table;
