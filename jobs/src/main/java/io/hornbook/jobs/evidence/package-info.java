/**
 * Which documents are still in: the Spark side of {@code io.hornbook.common.rule}, shared by every
 * job that spares itself work on documents that are already out, and by {@code select}.
 *
 * <p>Start at {@link io.hornbook.jobs.evidence.Remaining}. All joins are on {@code document_id}
 * between bucketed tables: no exchange, no sort, and text streams through them. Cost: one pass over
 * the signals' columns that the rules name, and over the ids of the duplicates.
 *
 * <p>Who has opted out ({@link io.hornbook.jobs.evidence.OptedOut}): {@code ingest} leaves out what
 * the deny-lists name, {@code select} drops what they name now and what is a copy of it, {@code
 * dedup} passes over both where it is asked to. The lists are part of what {@code select} depends
 * on, so that a list that has changed runs {@code select} and {@code export} again and nothing
 * else; they are no part of what {@code ingest} depends on, which applies them as they are when it
 * runs. What it left out stays out of that run, and copies of it too, whatever becomes of the
 * entry.
 *
 * <p>What the jobs that remove duplicates have in common stands here as well: {@link
 * io.hornbook.jobs.evidence.SurvivorOrder}, which of several documents stays, and {@link
 * io.hornbook.jobs.evidence.Scope}, which documents meet at all.
 */
package io.hornbook.jobs.evidence;
