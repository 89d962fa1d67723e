/**
 * Tokens and shingles: what near-duplicate detection and decontamination compare.
 *
 * <p>Start at {@link io.hornbook.common.token.Tokenizer}, then {@link
 * io.hornbook.common.token.Shingles}. Both are defined on bytes, for every byte sequence: no input
 * is an error, and no decoding takes place.
 *
 * <p><b>Words</b> ({@code words-1}). A <em>word byte</em> is an ASCII letter, an ASCII digit, the
 * underscore, or any byte from {@code 0x80} on. A token is a maximal run of word bytes. There are
 * no empty tokens.
 *
 * <p><b>Words and punctuation</b> ({@code words-and-punctuation-1}). As above, and every byte from
 * {@code 0x21} to {@code 0x7E} that is no word byte is a token by itself. White space and control
 * characters are never part of a token.
 *
 * <p><b>Hash of a token.</b> Let {@code b} be its bytes with {@code A-Z} lower-cased (no other byte
 * changes), {@code len} their number, {@code w[0], w[1], …} the little-endian 64-bit words of
 * {@code b}, the last one padded with zero bytes, {@code G = 0x9E3779B97F4A7C15} and {@code mix}
 * that of {@link io.hornbook.common.hash.Mix64}; all arithmetic is modulo 2<sup>64</sup>:
 *
 * <pre>
 * h = len * G
 * for each w[i]:  h = (h ^ w[i]) * 0xD6E8FEB86659FD93;  h = h ^ (h &gt;&gt;&gt; 32)
 * hash = mix(h)
 * </pre>
 *
 * <p>Tokens of one length up to eight bytes therefore never collide.
 *
 * <p><b>Shingles.</b> The shingle of the {@code n} consecutive tokens with hashes {@code t[0] …
 * t[n-1]} is
 *
 * <pre>
 * mix(t[0] * P^(n-1) + t[1] * P^(n-2) + … + t[n-1] + n * G)      with P = 0xA0761D6478BD642F
 * </pre>
 *
 * <p>A document with at least one token and fewer than {@code n} is one shingle, of all its tokens
 * (with their number in the place of {@code n}); a document without tokens has none. The set of
 * shingles of a document is kept as signed 64-bit integers, ascending, without repetition.
 *
 * <p>{@link io.hornbook.common.token.ShingleSummary} defines the digest of a set of shingles.
 *
 * <p>The ids {@code words-1} and {@code words-and-punctuation-1} name all of this. Any change to it
 * takes new ids.
 */
package io.hornbook.common.token;
