/**
 * The decisions about documents, each with its reason.
 *
 * <p>A {@link io.hornbook.common.rule.Rule} is a gate: it drops a document by one of its signals,
 * before deduplication. {@link io.hornbook.common.rule.RuleSet} is the one piece of code that says
 * which documents are already out; every job that spares itself work on them asks it. {@link
 * io.hornbook.common.rule.Verdict} is the last word: it puts the reasons of all evidence in order.
 *
 * <p>Reasons stand in rule order: {@code opted_out} or {@code opted_out_copy}, the gates in the
 * order of the config, then {@code exact_duplicate}, {@code normalised_duplicate}, {@code
 * near_duplicate}, {@code semantic_duplicate}, {@code no_score}, {@code contaminated}, {@code
 * low_quality}. A signal without a value never drops a document: not one whose licence is unknown,
 * and not one that was not parsed because a rule on an unparsed signal drops it anyway.
 *
 * <p>Presets of rules ({@code presets/*.yaml}) are those of published recipes, each with its
 * source; {@code SIGNALS.md} in the module's root lists them.
 */
package io.hornbook.common.rule;
