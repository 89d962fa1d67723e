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
 * <p><b>Held out.</b> A draw by the run's seed and the id takes a share of the documents out of the
 * corpus, at most some thousands, into the table {@code held_out} ({@link
 * io.hornbook.jobs.table.CorpusTable#HELD_OUT}): text to measure models on that were trained on the
 * corpus. Survivors of {@code dedup} are no duplicates, and still may be versions of one file: what
 * shares so many shingles with a held-out document that their Jaccard similarity reaches {@code
 * held-out.similarity} is in neither table, and counted as {@code near_held_out}. So no document of
 * the corpus is that similar to a held-out one, measured on every pair. It holds within what one
 * {@code export} writes: a later run of a chain that exports its own documents alone does not look
 * at what earlier runs hold out; {@code export --union} does.
 *
 * <p><b>The contract with the training stage</b> ({@code jobs/training}, which reads no other job's
 * files for training): {@code <run>/export/manifest.json} after {@code manifest-1.schema.json},
 * with the tables {@code corpus} and {@code held_out}, version 1, of which it reads the columns
 * {@code document_id}, {@code source} and {@code text}; shards in the order of their names; pages
 * with checksums. For comparisons with unfiltered text it reads {@code documents} of {@code ingest}
 * and {@code keep} and {@code reasons} of {@code select}. A test on each side holds it: {@code
 * TrainingContractTest} writes what {@code jobs/training/tests/fixtures} holds.
 *
 * <p><b>The card.</b> {@code README.md} beside the folders of the tables, as Hugging Face's hub
 * reads it: what is in, under which licences, what was left out and why, the classifier beside its
 * baselines, contamination and the self-test, the digests of all jobs. Each row of the corpus names
 * its own origin and licences; of a question's page, {@code attributes} names authors and licences
 * by post. A takedown copies the card as it is.
 *
 * <p>Writes {@code corpus} and {@code held_out} (Parquet, zstd, row groups of at most 64 MB unless
 * the session says otherwise): {@code text} with personal data and secrets replaced, {@code bytes}
 * and {@code tokens} (p50k_base) of that text. Metrics: {@code shards}, {@code redacted_documents},
 * {@code held_out_documents}, {@code near_held_out}, documents {@code by_licence}, and documents,
 * bytes and tokens {@code by_source} and language; of a chain, {@code documents_by_run}, oldest
 * first.
 *
 * <p>Cost: text is written once, about 200 MB/s of one core, and read twice, once for the shingles
 * that tell what is near a held-out document (12 bytes of memory a shingle of those); documents
 * that are redacted are counted in tokens again, 13 MB/s.
 */
package io.hornbook.jobs.export;
