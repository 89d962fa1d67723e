/**
 * The manifest: one small JSON object whose creation publishes what a job wrote, and the only thing
 * that readers trust.
 *
 * <p>Start at {@link io.hornbook.common.manifest.Manifest}; its JSON schema is {@code
 * manifest-1.schema.json} beside these classes. A run folder holds one folder a job: {@code
 * <run>/<job>/manifest.json} names the attempt, and every file of it lies below {@code
 * <run>/<job>/attempt-<uuid>/}. A reader opens the files that the manifest names, and no other, and
 * checks their lengths. Publication replaces renaming, which object stores lack and which is not
 * atomic for several tables at once.
 *
 * <p>The digest of a table ({@link io.hornbook.common.manifest.RowDigest}) is independent of the
 * order of rows, files and partitions: the SHA-256 of each row's {@linkplain
 * io.hornbook.common.manifest.CanonicalRow canonical encoding}, read as four big-endian 64-bit
 * lanes and summed modulo 2<sup>64</sup> lane by lane, with the number of rows. Sums merge and,
 * unlike an exclusive or, do not cancel a pair of equal rows.
 */
package io.hornbook.common.manifest;
