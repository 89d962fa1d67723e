/**
 * Opt-out: who or what is not to be in a corpus, and which documents that means.
 *
 * <p>Start at {@link io.hornbook.common.optout.DenyList}. A deny-list is a file of JSON lines in
 * UTF-8, one entry a line; blank lines are passed over. An entry is an object with at least one
 * selector; several in one entry must all hold, and a document is denied if one entry denies it:
 *
 * <pre>{@code
 * {"repository": "octocat/hello", "request": "T-17", "date": "2024-05-01", "reason": "owner"}
 * {"repository": "octocat/*"}
 * {"author": "octocat"}
 * {"repository": "cardano.stackexchange.com", "author": "1453"}
 * {"repository": "octocat/hello", "path": "src/secret/**"}
 * {"content_sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}
 * }</pre>
 *
 * <ul>
 *   <li>{@code repository}: the name as the documents have it ({@code owner/name} of code, the site
 *       of questions), exactly or as a glob of {@link io.hornbook.common.source.PathFilter}, in any
 *       case, as hosts of code compare it.
 *   <li>{@code author}: the owner of the repository, of names {@code owner/name}; the number, or
 *       the name where there is none, of the author of a question or of one of its answers; the
 *       attribute {@code author} of a source that has one. In any case, never a glob. A number
 *       alone is refused: every site numbers its users anew, so it stands beside its site.
 *   <li>{@code path}: a glob, in its case; {@code questions/17} is the path of a page of questions.
 *   <li>{@code content_sha256}: of the record's bytes, or of its text in UTF-8, in hex.
 *   <li>{@code request}, {@code date} (ISO 8601) and {@code reason} select nothing: they are for
 *       the records.
 * </ul>
 *
 * A page of questions is denied as a whole where the author of one of its posts is.
 */
package io.hornbook.common.optout;
