/**
 * Takes a run out of a chain of runs, because its input was bad or must not be used.
 *
 * <p>Start at {@link io.hornbook.jobs.removal.RunRemoval}. Documents of later runs that were out
 * for a document of the removed run are in again: duplicates whose survivor it held, and records
 * that {@code ingest} passed over because it held them. They are counted and listed; the run after
 * the removed one is made to build on the one before it. Every later run has then read what is no
 * part of its chain any more, which its manifests say, so that it is refused as a base run until it
 * was run again with {@code --replace}, and that decides anew on the documents that are in again.
 *
 * <p>An earlier run's survivors are never those of the removed run, so that earlier runs stay as
 * they are. The files of the removed run stay, too: they are the user's to delete.
 *
 * <p>Cost: the duplicates of the later runs are exchanged by their survivors, some 60 bytes each.
 */
package io.hornbook.jobs.removal;
