/**
 * The job {@code label}: scores of educational value for a sample of texts. Start at {@link
 * io.hornbook.jobs.label.LabelJob}.
 *
 * <p>Two annotators. {@code recorded} replays a file of labels by content hash, whatever the rules
 * say of the documents: a label is about a text. {@code openai} samples documents that are still
 * in, stratified by source, language and length decile, asks a model about each, and keeps every
 * call in {@code <run>/label/ledger/}, outside the attempts, so that a job that is replaced or died
 * pays for nothing twice ({@link io.hornbook.common.llm} describes the ledger's format).
 *
 * <p>{@code openai} calls live, or in batches: {@code label} waits for these, {@code label
 * --submit} leaves them to the server, {@code label --collect} fetches what is finished, submits
 * what is left and publishes at the end. {@code label --dry-run} shows what a run would cost and
 * ask. Of each stratum it takes any texts, those that the scores of another run call least sure
 * (texts of the earlier runs among them), or what the labels of the earlier runs lack. {@link
 * io.hornbook.jobs.label.Audit} lets people judge a part of the labelled texts, and keeps their
 * agreement in {@code label/audit.json}.
 *
 * <p>Cost: one pass over the evidence columns of {@code documents} (no text), a shuffle of 100
 * bytes a document for distinct texts, and a scan of the sampled texts, which a broadcast of their
 * ids finds without an exchange. Driver memory: about 1 kB a sampled document. Money: the sample's
 * tokens, forecast before the first call.
 *
 * <p>Writes {@code labels} and {@code quarantine}. Reasons for no label: of a recorded line {@code
 * malformed_label}, {@code score_out_of_range}, {@code duplicate_label}, {@code
 * label_without_document}; of a paid answer those of {@link
 * io.hornbook.common.llm.Judgement.Reason}; of a call without an answer those of {@link
 * io.hornbook.common.llm.CallFailure.Reason}. A quarantine row of {@code openai} has the document's
 * path as its origin, the replicate as its offset, and the answer's first bytes as its head.
 */
package io.hornbook.jobs.label;
