/**
 * Similarity as measured: what every removal of a near-duplicate rests on.
 *
 * <p>{@link io.hornbook.common.similarity.Overlap} measures two sets, {@link
 * io.hornbook.common.similarity.Threshold} decides; neither rounds. Sets are arrays of signed
 * 64-bit integers, ascending, without repetition; {@link io.hornbook.common.similarity.SortedLongs}
 * is their persisted form: eight bytes an element, little-endian, in order. (The gaps of n random
 * 64-bit numbers take 64 - log2 n bits: coding them would save under a tenth of a typical
 * document's set.)
 *
 * <p>{@link io.hornbook.common.similarity.Direction} measures the cosine of two vectors of floats:
 * sums in double precision in a fixed order, so that every machine computes the same bits.
 */
package io.hornbook.common.similarity;
