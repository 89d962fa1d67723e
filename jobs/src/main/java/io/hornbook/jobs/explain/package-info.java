/**
 * Everything that a run knows about one document, and why it is in or out: {@code hornbook
 * explain}.
 *
 * <p>Start at {@link io.hornbook.jobs.explain.Explain}. A document is named by its id (32
 * hexadecimal digits), by the SHA-256 of its original bytes or of its text (64), or by its path or
 * the end of it ({@code lib/heapq.py} finds {@code Lib/python/lib/heapq.py}). Jobs that have not
 * run are named; what the others say is shown.
 *
 * <p>Where no document is called so, records that are none are looked for by their file, the path
 * that they would have had, or the end of either: those in quarantine, those that a rule or a
 * deny-list left out, and, by id, those that an earlier run holds. As JSON they are objects with
 * the keys {@code job, table, record}.
 *
 * <p>As JSON ({@code --json}) the explanation is an array of objects, one a document, with the keys
 * {@code document_id, document, signals, duplicate, semantic_duplicate, stands_for, labels, score,
 * contamination, selection, shard, held_out, not_run}; a key of a job that has not run, or has no
 * row, is absent; the columns are those of the tables, binary values in hexadecimal digits. A
 * {@code duplicate} (or {@code semantic_duplicate}) that is not an exact one has a {@code diff}:
 * the lines of a unified diff from its survivor's text to its own, of at most 80 lines.
 *
 * <p>Cost: an id reads one bucket of each table, and no text but that of a duplicate and its
 * survivor; a path or hash reads those columns of all documents first. Finding the shard reads the
 * ids of the corpus.
 */
package io.hornbook.jobs.explain;
