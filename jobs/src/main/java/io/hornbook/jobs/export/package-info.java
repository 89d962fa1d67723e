/**
 * The corpus: the job {@code export} writes the kept documents, redacted and shuffled, into even
 * shards.
 *
 * <p>Start at {@link io.hornbook.jobs.export.ExportJob}. Text is not exchanged: ids are hashes, so
 * a bucket is a random sample already. The buckets are permuted under the run's seed, and documents
 * ordered within a shard by a hash of seed and id. With N = max(1, round(bytes / shard-bytes))
 * shards and B buckets: where N is at most B, whole buckets are grouped into N tasks of about equal
 * size, one file each; where it is more, each bucket is a task that cuts its file every so many
 * documents, so that a bucket gives ceil(N / B) files. The rows of each file are the same on any
 * number of cores; names of files hold the writer's random id, and the order of the shards is the
 * order of their names.
 *
 * <p>A run that builds on others exports its own documents alone. The job {@code export-union} (
 * {@code hornbook export --union}) writes the corpus of the whole chain: of each run what its
 * {@code select} keeps, buckets of one number together, so that every shard is a sample of all
 * runs. No document stands in two runs, and none is a duplicate of another run's: {@code ingest}
 * and {@code dedup} have seen to that.
 *
 * <p>Writes {@code corpus} (Parquet, zstd, row groups of at most 64 MB unless the session says
 * otherwise): {@code text} with personal data and secrets replaced, {@code bytes} and {@code
 * tokens} (p50k_base) of that text. Metrics: {@code shards}, {@code redacted_documents}, and
 * documents, bytes and tokens {@code by_source} and language; of a chain, {@code documents_by_run},
 * oldest first.
 *
 * <p>Cost: text is read and written once, about 200 MB/s of one core; documents that are redacted
 * are counted in tokens again, 13 MB/s.
 */
package io.hornbook.jobs.export;
