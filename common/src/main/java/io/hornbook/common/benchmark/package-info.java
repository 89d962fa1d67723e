/**
 * Benchmarks as data: the problems whose text must not be trained on.
 *
 * <p>Start at {@link io.hornbook.common.benchmark.BenchmarkReader}, which reads HumanEval (arXiv
 * 2107.03374, {@code HumanEval.jsonl} or {@code .jsonl.gz}), MBPP (arXiv 2108.07732, {@code
 * mbpp.jsonl} and the array {@code sanitized-mbpp.json}) and any other JSON Lines file by a mapping
 * of its fields. A file is JSON Lines unless its first character opens an array, and is unpacked
 * when it starts with gzip's two magic bytes, whatever its name is.
 *
 * <p>A record that cannot be read is set aside with its line number, its reason and its first
 * bytes, and costs its neighbours nothing. Reasons: {@code not_utf8}, {@code not_json} (also a line
 * of two values), {@code not_an_object}, {@code missing_field} (no id, or neither prompt nor
 * solution). A file that is cut short, holds no item, or names one id twice is an error instead: a
 * benchmark read by halves would call contaminated documents clean.
 *
 * <p><b>The text of an item</b> is its prompt, its solution and its tests in this order, each on a
 * line of its own (a line feed is put between two parts when the first does not end in one). Spans
 * on an item's side are byte offsets into this text in UTF-8, line ends as published.
 */
package io.hornbook.common.benchmark;
