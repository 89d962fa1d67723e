/**
 * Calls to large language models that are paid for once, within a budget. Start at {@link
 * io.hornbook.common.llm.LlmClient}, which sends {@link io.hornbook.common.llm.LlmCall}s through an
 * {@link io.hornbook.common.llm.LlmServer} and keeps every call in a {@link
 * io.hornbook.common.llm.Ledger}.
 *
 * <p>Each call is known by its {@link io.hornbook.common.llm.CallKey}: the hash of the rendered
 * request, the {@link io.hornbook.common.llm.AnnotatorFingerprint} and the replicate, never by a
 * position. An intent is on disk before a request leaves, the answer is on disk before anything
 * else happens. After a crash, a call is answered, free to be sent, or <em>in doubt</em>: sent,
 * with no answer kept, so perhaps paid for. In-doubt calls are counted at their worst price.
 *
 * <p>Persisted format, version 1, in a {@link io.hornbook.common.llm.LedgerStore}: objects {@code
 * segments/<12 digits>.jsonl}, numbered without gaps from 0, each created whole and never changed.
 * A segment's first line is {@code {"event":"segment","version":1,"writer":"<uuid>"}}; each further
 * line is one event: {@code intent} (key, attempt, request, annotator, replicate, worst_microusd,
 * at), {@code answer} (key, attempt, body, input_tokens, output_tokens, cost_microusd, at), {@code
 * unbilled} and {@code doubt} (key, attempt, reason, at). Keys and hashes are SHA-256 in lower-case
 * hex, times ISO-8601 in UTC, money whole millionths of a US dollar. A second process that writes
 * the same ledger loses the race for the next number and stops.
 */
package io.hornbook.common.llm;
