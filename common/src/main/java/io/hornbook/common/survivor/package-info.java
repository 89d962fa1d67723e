/**
 * Which of several near-duplicates stays.
 *
 * <p>{@link io.hornbook.common.survivor.SurvivorRank} turns what is known of a document into 42
 * bytes whose unsigned lexicographic order is the order of preference; the first one stays:
 *
 * <pre>
 * byte  0       place of the source in a configured order; 0 for all where there is none
 * byte  1       licence class: 0 permissive, 1 any other licence, 2 unknown
 * bytes 2-9     stars, more first (none counts as 0)
 * bytes 10-17   created at, microseconds since 1970, newer first (unknown last)
 * bytes 18-25   length in bytes, longer first
 * bytes 26-41   document id, smaller first
 * </pre>
 *
 * <p>The three numbers are signed 64-bit integers, big-endian, with every bit but the sign
 * inverted. The id makes the order total: no two documents have one rank, and the rank alone names
 * its document.
 *
 * <p>A document is permissive when it has licences and all of them are in {@code
 * permissive-licences.txt}, a list of SPDX identifiers, compared without regard to case.
 */
package io.hornbook.common.survivor;
