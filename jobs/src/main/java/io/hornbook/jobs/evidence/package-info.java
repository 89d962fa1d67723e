/**
 * Which documents are still in: the Spark side of {@code io.hornbook.common.rule}, shared by every
 * job that spares itself work on documents that are already out, and by {@code select}.
 *
 * <p>Start at {@link io.hornbook.jobs.evidence.Remaining}. All joins are on {@code document_id}
 * between bucketed tables: no exchange, no sort, and text streams through them. Cost: one pass over
 * the signals' columns that the rules name, and over the ids of the duplicates.
 *
 * <p>What the jobs that remove duplicates have in common stands here as well: {@link
 * io.hornbook.jobs.evidence.SurvivorOrder}, which of several documents stays, and {@link
 * io.hornbook.jobs.evidence.Scope}, which documents meet at all.
 */
package io.hornbook.jobs.evidence;
