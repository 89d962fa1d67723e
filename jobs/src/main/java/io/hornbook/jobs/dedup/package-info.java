/**
 * Deduplication: which documents repeat another one, and which document stands for them.
 *
 * <p>Start at {@link io.hornbook.jobs.dedup.DedupJob}; {@link
 * io.hornbook.jobs.dedup.DedupTransforms} holds the steps in their order:
 *
 * <ol>
 *   <li><b>Vertices.</b> One pass over the text tokenises, shingles and signs every document that
 *       passes the gates. Documents of equal text, and those of equal shingle sets, are contracted
 *       to the first of them in the survivor order ({@code io.hornbook.common.survivor}). A
 *       document without tokens, or with more distinct shingles than the cap, takes part by equal
 *       text alone.
 *   <li><b>Candidates.</b> Vertices that share a band are candidates: in a bucket of up to S all
 *       pairs, in a larger one the first H by rank with every later member, so that a bucket of any
 *       size is linear work in constant memory. Pairs whose sizes rule the threshold out are left.
 *   <li><b>Edges.</b> Candidates are verified by the exact Jaccard similarity of their shingle
 *       sets, in integers. Only documents with a candidate are read again; shingles travel, text
 *       does not.
 *   <li><b>Survivors.</b> The lexicographically first maximal independent set of the edges under
 *       the survivor order (unique, whatever the schedule): a few parallel rounds (Blelloch,
 *       Fineman and Shun 2012, doi:10.1145/2312005.2312058), then components by alternating large
 *       and small stars (Kiveris et al. 2014, doi:10.1145/2670979.2670997), one task a component.
 *       Survivors that share a bucket larger than S and have not been compared are then compared,
 *       and the set is computed again from all edges, a bounded number of times.
 * </ol>
 *
 * <p>So every document removed as {@code near} has a survivor at a measured similarity of at least
 * the threshold, and no two survivors whose pair was verified reach it. Nothing is collected to the
 * driver, and no step closes similarity transitively to delete.
 *
 * <p>Cost, for d documents of b bytes with k bands: two reads of the text column (the second one
 * tokenises documents with a candidate alone); exchanges of about 100 + 8k bytes a document
 * (contraction), 53k bytes a distinct text (bands), and for each candidate pair one shingle set of
 * 8 bytes a shingle.
 *
 * <p>Persists {@link io.hornbook.jobs.table.DuplicatesTable}. {@code kind} tells how a document
 * relates to the survivor that its row names: {@code exact} when their texts are equal, {@code
 * near} otherwise. An exact copy of a document that was itself removed therefore is {@code near},
 * with the similarity that was measured for the removed one.
 */
package io.hornbook.jobs.dedup;
