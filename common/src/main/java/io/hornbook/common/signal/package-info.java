/**
 * Signals: what can be measured on one text, pure and total. Start at {@link
 * io.hornbook.common.signal.Signal}, the registry, and {@link
 * io.hornbook.common.signal.SignalMeter}, which computes them.
 *
 * <p>Cost: the signals that need no parser are a few passes over the UTF-8 bytes; the tokenizer and
 * the parser (tree-sitter, once for all its signals) take most of the time.
 *
 * <p>Persisted: the column names of {@link io.hornbook.common.signal.Signal#column()} with their
 * versions. {@code SIGNALS.md} in the module's root is the generated table of them.
 */
package io.hornbook.common.signal;
