/**
 * {@code semantic-dedup}: of documents that say the same in other words, or that differ in names
 * alone, one stays. Off by default; it looks at the survivors of {@code dedup}, and {@code select}
 * heeds it where the config enables it.
 *
 * <p>Start at {@link io.hornbook.jobs.semantic.SemanticDedupJob}; {@link
 * io.hornbook.jobs.semantic.SemanticTransforms} holds the steps. The idea is that of SemDeDup
 * (Abbas et al. 2023, arXiv 2303.09540): k-means parts the stored vectors, and documents of one
 * cluster are compared by the cosine of their vectors. What differs:
 *
 * <ul>
 *   <li><b>Survivors</b> are those of {@code dedup}'s order and rule: the lexicographically first
 *       maximal independent set, within {@code dedup}'s scope. A document has one cluster, so no
 *       edge leaves a cluster, and a walk in the survivor order finds the set: who no survivor
 *       before it removes is a survivor. Only survivors are compared with, never the removed ones.
 *   <li><b>Bounds.</b> A walk holds the first H survivors of a cluster; what comes after them and
 *       is not removed is open for the next walk, with the next H, up to a number of walks. A
 *       cluster of n documents is at most n × H comparisons a walk, whatever it holds; pairs that
 *       are open in the end are counted.
 *   <li><b>The same everywhere.</b> Centres are found with a sample by hash, in a fixed number of
 *       partitions sorted by rank, from random beginnings, on points of a grid on which sums are
 *       exact ({@link io.hornbook.jobs.semantic.GridPoint}). MLlib computes the distances by its
 *       linear algebra library: with another such library a document between two centres may fall
 *       to the other one.
 * </ul>
 *
 * <p>So every document that is removed has a survivor at a measured cosine of at least the
 * threshold, and no two survivors of one cluster and scope reach it unless they are counted as not
 * compared. Documents of two clusters never meet, however alike: that is the price of k-means. A
 * vector that is zero points nowhere; its document stays. A run looks at its own documents alone,
 * not at those of its base run.
 *
 * <p>Cost, for n survivors with vectors of D dimensions, k clusters (n / {@code
 * clusters.documents}, at most {@code clusters.most}) and a sample of s a cluster: one scan of the
 * documents (with their text, whose length is part of the survivor order) and of the vectors;
 * k·s·k·D multiplications an iteration to find the centres, of which MLlib spares itself some;
 * n·k·D to assign; at most n·H·D a walk to compare, and n·n/k·D/2 where no cluster has more than H
 * survivors. One exchange of 4·D + 60 bytes a document, and one of the sample; the driver holds the
 * k centres (8·D bytes each), a task H vectors. With k at its most, all but the comparison grows
 * linearly.
 *
 * <p>Persists {@link io.hornbook.jobs.table.SemanticDuplicatesTable}.
 *
 * <p>Metrics of the manifest: {@code embedder}, {@code threshold}; {@code documents}, {@code
 * documents_without_direction}; {@code clusters} (those looked for), {@code largest_clusters} (ten
 * sizes); {@code passes}, {@code pairs_compared}, {@code pairs_not_compared} (within clusters);
 * {@code similarities}, how many were removed by cosine to their survivor, in steps of 0.01; {@code
 * largest_groups}, ten survivors with the number and range of what they stand for and three
 * samples.
 */
package io.hornbook.jobs.semantic;
