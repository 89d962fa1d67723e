/**
 * The gate before a corpus is exported: {@code hornbook check}.
 *
 * <p>Start at {@link io.hornbook.jobs.check.Check}. It reads the manifests of a run and no rows,
 * and compares five figures with the bounds of the section {@code check}:
 *
 * <ul>
 *   <li>{@code quarantine_share}: records that could not be read, of all that ingest read;
 *   <li>{@code duplicate_share}: duplicates, of the documents that dedup looked at;
 *   <li>{@code keep_share}: documents that select keeps, of all;
 *   <li>{@code self_test_recall}: planted benchmark items that decontaminate finds, of the kind
 *       that it finds least of; absent where there are no benchmarks;
 *   <li>{@code classifier_auc}: the forest's ROC-AUC on texts that it was not trained on.
 * </ul>
 *
 * As JSON ({@code --json}) a check is an object with {@code run}, {@code passed} and {@code
 * figures}, each with {@code name}, {@code value} (null where there is nothing to measure), {@code
 * least}, {@code most} and {@code passed}.
 */
package io.hornbook.jobs.check;
