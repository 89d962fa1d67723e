/**
 * Calls to large language models that are paid for once, within a budget. Start at {@link
 * io.hornbook.common.llm.LlmClient}, which sends {@link io.hornbook.common.llm.LlmCall}s through an
 * {@link io.hornbook.common.llm.LlmServer} and keeps every call in a {@link
 * io.hornbook.common.llm.Ledger}.
 *
 * <p>Three users share it: {@code label}, {@code generate} and the OpenAI embedder. A user brings a
 * request, a reader of the answer, and nothing else:
 *
 * <ul>
 *   <li>{@link io.hornbook.common.llm.ChatRequest} with any JSON schema ({@link
 *       io.hornbook.common.llm.ChatRequest.AnswerSchema}) or none, sent by {@link
 *       io.hornbook.common.llm.OpenAiServer}, read by {@link
 *       io.hornbook.common.llm.ChatAnswer#structured} or {@link
 *       io.hornbook.common.llm.ChatAnswer#text};
 *   <li>{@link io.hornbook.common.llm.EmbeddingRequest}, sent by {@link
 *       io.hornbook.common.llm.OpenAiServer#embeddings}, read by {@link
 *       io.hornbook.common.llm.EmbeddingAnswer#vectors}.
 * </ul>
 *
 * Both go one by one through {@link io.hornbook.common.llm.LlmClient}, or in files of the Batch API
 * through {@link io.hornbook.common.llm.BatchClient} ({@link
 * io.hornbook.common.llm.OpenAiServer#batches}, {@link
 * io.hornbook.common.llm.OpenAiServer#embeddingBatches}), at the price of {@link
 * io.hornbook.common.llm.PriceTable#inBatch}. A run of calls is always the same five steps: open
 * the {@link io.hornbook.common.llm.Ledger} of a {@link io.hornbook.common.llm.LedgerStore}; make a
 * {@link io.hornbook.common.llm.Budget} of the limit and {@link
 * io.hornbook.common.llm.Ledger#totals}; {@link io.hornbook.common.llm.LlmClient#run} {@link
 * io.hornbook.common.llm.LlmCall#of} each request; end with {@link
 * io.hornbook.common.llm.LlmReport.Stop#failure} if it stopped; read the answers of the keys that
 * were asked by {@link io.hornbook.common.llm.Ledger#forEachAnswer}.
 *
 * <p>Each call is known by its {@link io.hornbook.common.llm.CallKey}: the hash of the rendered
 * request, the {@link io.hornbook.common.llm.AnnotatorFingerprint} and the replicate, never by a
 * position. An intent is on disk before a request leaves, the answer is on disk before anything
 * else happens. After a crash, a call is answered, free to be sent, or <em>in doubt</em>: sent,
 * with no answer kept, so perhaps paid for. In-doubt calls are counted at their worst price.
 *
 * <p>Persisted format, version 1, in a {@link io.hornbook.common.llm.LedgerStore}: objects {@code
 * segments/<12 digits>.jsonl}, numbered without gaps from 0, each created whole and never changed.
 * Where 256 segments or 16 MB lie there, they are joined, byte for byte, in {@code packs/<12
 * digits>-<12 digits>.jsonl} (the first one's number, and that after the last), and then removed: a
 * segment counts as there if a pack or an object of its own holds it. A segment's first line is
 * {@code {"event":"segment","version":1,"writer":"<uuid>"}}; each further line is one event: {@code
 * intent} (key, attempt, request, annotator, replicate, worst_microusd, at), {@code answer} (key,
 * attempt, body, input_tokens, output_tokens, cost_microusd, at), {@code unbilled} and {@code
 * doubt} (key, attempt, reason, at). Batches add {@code batch_intent} (batch, keys, tokens, at), in
 * one segment with the intents of its calls; {@code batch_created} (batch, server_id, at); and
 * {@code batch_closed} (batch, status, at), after the last of its answers. {@code batch} is a UUID
 * that the batch's metadata carry as {@code hornbook_batch}. Keys and hashes are SHA-256 in
 * lower-case hex, times ISO-8601 in UTC, money whole millionths of a US dollar. A second process
 * that writes the same ledger loses the race for the next number and stops.
 */
package io.hornbook.common.llm;
