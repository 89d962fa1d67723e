/**
 * Signatures of sets whose components agree as often as the sets are alike, and the bands that make
 * candidate pairs of them.
 *
 * <p><b>Signature</b> ({@code fast-similarity-sketch-1}). {@link
 * io.hornbook.common.minhash.SimilaritySketch} is Fast Similarity Sketching (Dahlgaard, Knudsen and
 * Thorup, FOCS 2017, doi:10.1109/FOCS.2017.67, arXiv:1704.04370): {@code K} components, of which
 * each agrees between two sets with a probability equal to their Jaccard similarity, in O(K log K +
 * n) expected time; the variance of the share that agrees is never above that of K independent
 * MinHashes and falls to half of it on small sets. With {@code mix} and {@code draw} of {@link
 * io.hornbook.common.hash.Mix64}, all arithmetic modulo 2<sup>64</sup> and unsigned:
 *
 * <pre>
 * component[0..K-1] = none
 * for round = 0, 1, … 2K-1, until no component is none after a round:
 *   for each element e:  x = mix(e + draw(seed, round))
 *     bin = round &lt; K ? ((x &gt;&gt;&gt; 32) * K) &gt;&gt;&gt; 32 : round - K
 *     component[bin] = min(component[bin], round * 2^48 + (x mod 2^48))
 * </pre>
 *
 * <p>The order of the elements and their repetition do not matter. The empty set has no signature.
 *
 * <p><b>Bands</b> ({@link io.hornbook.common.minhash.LshParameters}). Band {@code i} covers the
 * rows {@code i * rows} to {@code (i + 1) * rows - 1} of the signature; its hash is
 *
 * <pre>
 * h = draw(0, i);  for each component c of the band:  h = mix(h ^ c) + c
 * </pre>
 *
 * <p>so that equal rows in different bands do not meet. Two sets are candidates when one band hash
 * is common; at Jaccard similarity s that happens with probability about 1 - (1 - s^rows)^bands.
 */
package io.hornbook.common.minhash;
