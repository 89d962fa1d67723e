/**
 * A document, its identity and its text: start at {@link io.hornbook.common.document.Document}.
 *
 * <p>Persisted format, version 1: {@link io.hornbook.common.document.DocumentId} says how an id is
 * computed, {@link io.hornbook.common.document.TextDecoder} how bytes become text. Both decide
 * which rows are equal, so a change of either is a change of every id.
 */
package io.hornbook.common.document;
