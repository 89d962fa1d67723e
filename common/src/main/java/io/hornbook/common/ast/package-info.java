/**
 * Which functions of a document have the syntax tree of a benchmark's solution, whatever their
 * names and their layout: phi-1's second check (arXiv 2306.11644 §2.3 and §5).
 *
 * <p>Start at {@link io.hornbook.common.ast.AstIndex}: built once of the items of one language, it
 * is immutable and serialisable; each thread scans with an {@link
 * io.hornbook.common.ast.AstScanner} of its own. Languages: those that {@code measure} parses.
 *
 * <p><b>Erased tree.</b> The function's tree by tree-sitter, of which is left out: comments, types
 * and annotations, docstrings (any literal that is a statement), what is below names and literals,
 * and nodes that only hold others (brackets, lists of arguments, expression statements). All names
 * are one label, all literals another; a list of values with brackets and without is the same;
 * operators are left out, as is everything that the grammar does not name. The <i>weight</i> of a
 * tree is the number of its nodes, literals counted twice.
 *
 * <p><b>Match rate.</b> A tree is written down in a row, as in phi-1: the label of each node, and
 * an end mark after a node that has others below it. With d the Levenshtein distance of two rows of
 * lengths m and n, the match rate is τ = 1 - d / max(m, n): the similarity of the method {@code
 * ast}. The item's function is the one that its entry point names, else its largest; an item
 * without a function, or with one lighter than {@code minWeight}, is listed by {@link
 * io.hornbook.common.ast.AstIndex#without()} and found by the other methods alone.
 *
 * <p><b>Idioms.</b> A small shape says little: {@code for x in xs: if x == y: return True} is in
 * every library. A tree lighter than {@code tellingWeight} matches only one that is the same, with
 * the same operators, numbers and strings in the same order (names are still free). Against 2,142
 * files of three Python standard libraries, HumanEval and MBPP match at 0.92 in four: the removal
 * of repeated elements in a list, and in three versions of one file a length that is counted.
 *
 * <p><b>Index.</b> Trees at a distance of at most d share at least max(m, n) - 3 - 4d of their runs
 * of four symbols, counted as bags (Gravano et al. 2001). From a rate of 0.8 on that is at least
 * one run, so that items are found through their runs, of lengths that allow the rate, and nothing
 * is missed; what remains is compared in a band (Ukkonen 1985, doi:10.1016/S0019-9958(85)80046-2).
 *
 * <p>Functions of more than 800 tokens, and functions in which the parser finds an error, are not
 * compared. Cost: about a third more than parsing alone.
 */
package io.hornbook.common.ast;
