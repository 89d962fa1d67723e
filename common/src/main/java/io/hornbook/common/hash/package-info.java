/**
 * The one 64-bit mixing function under every hash that Hornbook persists.
 *
 * <p>{@link io.hornbook.common.hash.Mix64} is the finaliser of MurmurHash3 (Appleby, public
 * domain): a bijection of the 64-bit integers, in which every bit of the input flips every bit of
 * the output with probability close to one half. It is part of the persisted format of tokens,
 * shingles, bands and samples: it never changes.
 */
package io.hornbook.common.hash;
