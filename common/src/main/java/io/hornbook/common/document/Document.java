package io.hornbook.common.document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One document as its source gives it: the row of the table {@code documents} but for what the
 * table adds (how many times the record occurred).
 *
 * @param provenance where it comes from
 * @param language the language, lower case ({@code python}), or {@code null}: unknown
 * @param licences the licences as the source spells them; empty: known to have none; {@code null}:
 *     unknown
 * @param stars the stars of the repository, or {@code null}: unknown
 * @param createdAt when the repository or post began, or {@code null}: unknown
 * @param attributes the source's own fields (score, tags, owner), or {@code null}: none
 * @param text the decoded text; empty is a text
 * @param bytes the size of the original record in bytes
 * @param contentSha256 the digest of the original bytes
 */
public record Document(
    Provenance provenance,
    String language,
    List<String> licences,
    Long stars,
    Instant createdAt,
    Map<String, String> attributes,
    String text,
    long bytes,
    Sha256 contentSha256) {
  public Document {
    Objects.requireNonNull(provenance, "provenance");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(contentSha256, "contentSha256");
    if (bytes < 0) {
      throw new IllegalArgumentException("Invalid bytes: " + bytes + " (expected at least 0)");
    }
    licences = licences == null ? null : Collections.unmodifiableList(new ArrayList<>(licences));
    attributes = attributes == null ? null : Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  /** The identity, computed from provenance and text. */
  public DocumentId id() {
    return DocumentId.of(provenance, text);
  }

  /** The digest of the text as UTF-8: equal for records that differ in encoding alone. */
  public Sha256 textSha256() {
    return Sha256.of(text);
  }
}
