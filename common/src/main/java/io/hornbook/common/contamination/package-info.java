/**
 * Whether a document holds benchmark items, by every method there is: {@code exact} and {@code
 * ngram} ({@link io.hornbook.common.ngram}) on the text of any document, and {@code ast} ({@link
 * io.hornbook.common.ast}) on its functions.
 *
 * <p>Start at {@link io.hornbook.common.contamination.ContaminationIndex}. Functions are read in
 * documents of a benchmark's language, and in the fenced blocks of prose (question pages, generated
 * textbooks), each block by itself.
 *
 * <p>{@link io.hornbook.common.contamination.SelfTest} plants items of each benchmark in six forms
 * and says how many are found: {@code verbatim}; {@code reformatted} (tabs, no blank lines, line
 * ends of Windows); {@code renamed} (every name another one); {@code docstring_split_from_solution}
 * (the description in a comment, code between); {@code rephrased_comments} (other comments, no
 * docstring); {@code in_2000_lines}. A literal copy that is missed is an error.
 */
package io.hornbook.common.contamination;
