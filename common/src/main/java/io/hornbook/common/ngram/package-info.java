/**
 * Which benchmark items a document holds: exact normalised matches and n-gram overlap, each with
 * the matched text on both sides.
 *
 * <p>Start at {@link io.hornbook.common.ngram.NgramIndex}: built once of all items of all
 * benchmarks, it is immutable and serialisable; each thread scans with a {@link
 * io.hornbook.common.ngram.NgramScanner} of its own. The cost of a document hardly depends on the
 * number of items: each of its n-grams is looked up in a one-word blocked Bloom filter (Putze,
 * Sanders and Singler 2009, doi:10.1145/1498698.1594230) and, where that says perhaps, in an open
 * addressing table that lists <em>every</em> item with this n-gram.
 *
 * <p><b>Parts.</b> An item is searched part by part, since rarely is all of it copied: problem
 * (prompt and solution), prompt, function (signature and solution, the docstring left out),
 * solution, docstring, tests. A part that equals an earlier one of its item is left out; the
 * problem is left out where the prompt is no code, since then nobody keeps both together.
 *
 * <p><b>N-gram overlap</b> ({@code ngram}). Tokens are {@code words-1} of {@link
 * io.hornbook.common.token}, n-grams are runs of exactly n of them. The similarity of a document to
 * a part is the share of the part's distinct n-grams that the document has, and to an item the
 * highest of its parts. The evidence is the longest run of common tokens, found from the first
 * place in the part of each n-gram of the document. One shared idiom is a small share; what share
 * counts is decided later, from the table of evidence.
 *
 * <p><b>Exact match</b> ({@code exact}). A whole part is in the document once case (ASCII), white
 * space and line ends are folded. Parts that are code are compared with punctuation and without
 * comments, on both sides; a comment is what follows a {@code #} that starts a line or comes after
 * white space, a rule that needs no context and so holds within strings, cells and quotations too.
 * Parts that are prose are compared word by word, punctuation folded, comments included: a prompt
 * is often pasted as one. The match starts and ends at token boundaries.
 *
 * <p>Parts of any length are matched, provided that they say something alone: a problem, prompt, or
 * function, and a solution that defines something, of at least {@code minExactWords} words; a bare
 * body ({@code return x + y}), a docstring and tests of at least n words. What is shorter is
 * matched together with its signature. Items with no part left are listed by {@link
 * io.hornbook.common.ngram.NgramIndex#unsearchable()}.
 */
package io.hornbook.common.ngram;
