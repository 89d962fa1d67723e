/**
 * Deduplication: which documents repeat another one, and which document stands for them.
 *
 * <p>Start at {@link io.hornbook.jobs.dedup.DedupJob}; {@link
 * io.hornbook.jobs.dedup.DedupTransforms} holds the steps in their order:
 *
 * <ol>
 *   <li><b>Vertices.</b> One pass over the text tokenises, shingles and signs every document that
 *       passes the gates. Documents of one scope with equal shingle sets are contracted to the
 *       first of them in the survivor order ({@code io.hornbook.common.survivor}); equal texts, and
 *       equal normal forms ({@code io.hornbook.common.normal}) while comments count, are among
 *       them. So a text is normalised here only where comments are folded; otherwise in the next
 *       look at it, and only if another text has its shingle set. A document with fewer tokens than
 *       a shingle is one shingle. One without tokens, or with more distinct shingles than the cap,
 *       is contracted by its normal form and is no near-duplicate.
 *   <li><b>Candidates.</b> Vertices that share a band are candidates: in a bucket of up to S all
 *       pairs, in a larger one the first H by rank with every later member, so that a bucket of any
 *       size is linear work in constant memory. Pairs whose sizes rule the threshold out are left.
 *   <li><b>Edges.</b> Candidates are verified by the exact Jaccard similarity of their shingle
 *       sets, in integers. Only documents with a candidate, and those whose normal forms decide,
 *       are looked at again; shingles travel, text does not.
 *   <li><b>Survivors.</b> The lexicographically first maximal independent set of the edges under
 *       the survivor order (unique, whatever the schedule): a few parallel rounds (Blelloch,
 *       Fineman and Shun 2012, doi:10.1145/2312005.2312058), then components by alternating large
 *       and small stars (Kiveris et al. 2014, doi:10.1145/2670979.2670997), one task a component.
 *       Up to {@code sequential-edges} edges are one task from the beginning. Survivors that share
 *       a bucket larger than S and have not been compared are then compared, and the set is
 *       computed again from all edges, a bounded number of times.
 * </ol>
 *
 * <p>Where comments are folded, two documents may have one normal form and unlike shingles. A
 * normal form is then one more bucket, whose pairs are edges without a measurement; what is
 * contracted has both in common. So a document with the code of a removed one goes only if its own
 * code, or its own similarity, has a survivor.
 *
 * <p>So every document removed as {@code near} has a survivor at a measured similarity of at least
 * the threshold, every one removed as {@code exact} or {@code normalised} has one with its text or
 * normal form, and no two survivors whose pair was verified reach the threshold. Nothing is
 * collected to the driver, and no step closes similarity transitively to delete.
 *
 * <p>Cost, for d documents of b bytes with k bands: two reads of the text column (the second one
 * tokenises documents with a candidate alone); exchanges of about 100 + 8k bytes a document
 * (contraction), 53k bytes a distinct text (bands), and for each candidate pair one shingle set of
 * 8 bytes a shingle.
 *
 * <p>Scopes ({@link io.hornbook.jobs.evidence.Scope}) are part of every key and, by a 64-bit hash,
 * of every band: documents of two scopes never meet.
 *
 * <p><b>Against earlier runs</b> ({@link io.hornbook.jobs.dedup.LookBack}). The job {@code index}
 * ({@link io.hornbook.jobs.dedup.IndexJob}) leaves three tables for later runs: of every key that
 * was seen the document that stands for it ({@link io.hornbook.jobs.table.SeenTextsTable}), and of
 * every survivor its bands ({@link io.hornbook.jobs.table.SurvivorBandsTable}) and its shingle set
 * ({@link io.hornbook.jobs.table.SurvivorShinglesTable}). In a run with a base run the order is
 * (run, rank): a document whose key an earlier run has seen is out for the survivor of that key;
 * the others are compared with the survivors whose bands they share, in each bucket with the first
 * S of each earlier run, as well as with each other. The result is that of one deduplication of all
 * runs' documents in that order wherever no bucket is larger than S. Settings that differ from
 * those of an earlier run's index ({@link io.hornbook.jobs.dedup.IndexSettings}) are refused.
 *
 * <p>Cost of looking back, for n new documents and each part of the index: the part's keys and
 * bands are read where they lie and joined by merging, without a sort or an exchange; the new rows
 * are exchanged by key and by band. A part is what one earlier run left, so that a chain of r runs
 * is r joins of each kind. The job {@code compact-index} ({@link
 * io.hornbook.jobs.dedup.CompactIndexJob}) merges the parts of a run and of all before it into one
 * (the {@code MERGED} forms of the three tables), which tells each row's run by its place in the
 * chain; every ten runs or so is often enough. It exchanges all that it reads once and writes as
 * much, less the keys that an earlier run has. The runs' own indexes stay: the manifest of a merged
 * one names them by digest, and where one has been made again, or a run was removed, {@code dedup}
 * takes them in its place.
 *
 * <p>Cost of {@code index}: two reads of the text, and exchanges of some 150 + 8k bytes a document
 * and 60k bytes a survivor; it takes about 130 bytes a distinct key, 60k a survivor, and 8 a
 * shingle of each survivor, before compression.
 *
 * <p>What is found, of copies of 150 files of a standard library that were edited by a generator
 * under a literal seed ({@code mvn -pl jobs -am test -Dtest=PlantedDuplicatesTest}; {@code alike}
 * counts those whose shingles reach the threshold 0.7, {@code recall} is of these):
 *
 * <pre>
 *                             planted    alike  removed   recall
 * 2 % of tokens edited            150      145      145    1.000
 * 5 % of tokens edited            150        7        7    1.000
 * 10 % of tokens edited           150        0        0        –
 * 20 % of tokens edited           150        0        0        –
 * 10 % of names renamed           150       33       30    0.909
 * all names renamed               150        0        0        –
 * line ends changed               150      150      150    1.000
 * reformatted                     150      150      150    1.000
 * truncated by 10 %               150      150      150    1.000
 * truncated by half               150        2        2    1.000
 * licence header added            150      131      130    0.992
 * </pre>
 *
 * <p>A token that is replaced takes five shingles with it: edits that are spread over a file make
 * another file of it sooner than one that stands in one place. A file whose names were changed
 * throughout is found by no shingle.
 *
 * <p>Persists {@link io.hornbook.jobs.table.DuplicatesTable}. {@code kind} tells how a document
 * relates to the survivor that its row names: {@code exact} when their texts are equal, {@code
 * normalised} when their normal forms are, {@code near} otherwise. An exact copy of a document that
 * was itself removed as {@code near} therefore is {@code near}, with the similarity that was
 * measured for the removed one.
 *
 * <p>Metrics of the manifest: {@code tokenizer}, {@code signature}, {@code normal_form}; {@code
 * bands}, {@code rows}, {@code expected_miss} (at {@code miss-at}) and {@code s_curve}, the
 * probability that a pair becomes a candidate, by Jaccard similarity in steps of 0.05; {@code
 * documents} and how many of them have no tokens or too many shingles, {@code vertices}; {@code
 * candidate_pairs}, {@code verified_pairs}, {@code normalised_pairs}; {@code large_buckets}, {@code
 * largest_buckets}, {@code pairs_not_compared_at_first_at_most}; {@code similarities}, how many
 * near-duplicates were removed by similarity to their survivor, in steps of 0.05; {@code
 * largest_clusters}, ten with their counts by kind, range of similarities and three samples; {@code
 * alarms}, objects with a {@code kind}: {@code bucket}, {@code normal_form} or {@code cluster} of
 * {@code alarm-from} members or more, with a document to look at, or {@code unknown_source}, which
 * {@code source-order} names and no document has; {@code earlier_runs}, {@code index_parts} and,
 * where there are any, {@code documents_of_known_key} (they are no {@code vertices}) and {@code
 * pairs_with_earlier_runs}, which are among the candidate pairs. Of {@code index}: {@code
 * settings}, {@code keys}, {@code bands}, {@code shingle_sets}, {@code shingle_bytes}; of {@code
 * compact-index}: {@code settings}, {@code runs}, {@code bands}, {@code shingle_sets}.
 */
package io.hornbook.jobs.dedup;
