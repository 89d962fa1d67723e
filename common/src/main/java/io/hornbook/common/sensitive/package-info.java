/**
 * Personal data and secrets in texts: where they stand, and how they are masked.
 *
 * <p>Start at {@link io.hornbook.common.sensitive.SensitiveFinder}; {@link
 * io.hornbook.common.sensitive.Redactor} masks what it finds. The rules are data, {@code
 * rules.yaml} beside these classes, in the manner of gitleaks and detect-secrets: a pattern, the
 * anchors without one of which it is not tried, and the exceptions that users of such tools name as
 * false positives (version numbers, example.com, private and documentation addresses, the vendors'
 * own sample keys).
 *
 * <p>Offsets are UTF-8 bytes, the end exclusive. Patterns see each byte as one character, so that
 * an offset of a match is one of the text; they are made of ASCII alone. Spans of one text do not
 * overlap: the first by start wins, then the first rule.
 */
package io.hornbook.common.sensitive;
