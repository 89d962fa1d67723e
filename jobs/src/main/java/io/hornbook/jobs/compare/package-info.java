/**
 * What changed between two runs: {@code hornbook compare}.
 *
 * <p>Start at {@link io.hornbook.jobs.compare.Compare}. Either run may lack jobs, and neither is
 * written to. As JSON ({@code --json}) the comparison is an object with the keys {@code runs} (the
 * two folders), {@code jobs} and {@code documents}. A job has {@code name}, {@code state} ({@code
 * same}, {@code changed}, or {@code only in} the one run), and where it is changed {@code config},
 * {@code counts} and {@code metrics}: objects from the path of a value, such as {@code
 * /near/threshold}, to {@code [first, second]}, null where a run has no such value; arrays are
 * compared whole. Results are the same where their digests are: times and versions are no change.
 *
 * <p>{@code documents} is there where both runs have selected: {@code first}, {@code second} (kept
 * by each), {@code both}, {@code lost} (kept by the first alone, by why the second has not kept
 * them) and {@code gained} (kept by the second alone, by why the first had not). A document with
 * several reasons counts by the first of them; {@code absent} means that a run does not hold it.
 *
 * <p>Cost: both selection tables are read once and joined by {@code document_id}, without an
 * exchange where their buckets are as many; only counts by reason come to the driver.
 */
package io.hornbook.jobs.compare;
