/**
 * {@code embed}: vectors of documents, in the table {@code embeddings}.
 *
 * <p>Start at {@link io.hornbook.jobs.embed.EmbedJob}. The vectors of labelled documents are always
 * written, whatever the rules say of them: a label is about a text. Those of the documents that are
 * still in (every gate passed, no duplicate) are written if the config keeps them, for {@code
 * semantic-dedup} and for analyses beside the pipeline; {@code score} embeds in passing and does
 * not read them. Of several documents that share a labelled content each has its row; {@code
 * train-classifier} counts the content once.
 *
 * <p>Cost: one scan of {@code documents} with the text of all of them, embedded where a vector is
 * asked for; the labelled digests (32 bytes each, bounded by the labelling budget) go to every
 * task; nothing is exchanged. A kept vector is 4 bytes a dimension.
 */
package io.hornbook.jobs.embed;
