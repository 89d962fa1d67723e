package io.hornbook.common.source;

import io.hornbook.common.document.Document;
import io.hornbook.common.document.Provenance;
import io.hornbook.common.document.Sha256;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * What the config says of every document of a source; {@code null} is unknown.
 *
 * @param source the name of the source
 * @param repository the repository
 * @param revision the commit
 * @param language the language, lower case; {@code null}: found by {@link Language}
 * @param licences the licences
 */
public record Defaults(
    String source, String repository, String revision, String language, List<String> licences)
    implements Serializable {
  public Defaults {
    Objects.requireNonNull(source, "source");
    licences = licences == null ? null : Collections.unmodifiableList(new ArrayList<>(licences));
  }

  /** These, and if they name no repository, with {@code other}. */
  public Defaults orRepository(String other) {
    return repository == null ? new Defaults(source, other, revision, language, licences) : this;
  }

  /** These, and if they name no revision, with {@code other}, which may be {@code null}. */
  public Defaults orRevision(String other) {
    return revision == null ? new Defaults(source, repository, other, language, licences) : this;
  }

  /** The document of a whole file or entry. */
  Document document(String path, String text, byte[] content) {
    String spoken = language == null ? Language.of(path, text).orElse(null) : language;
    return new Document(
        new Provenance(source, repository, path, revision),
        spoken,
        licences,
        null,
        null,
        null,
        text,
        content.length,
        Sha256.of(content));
  }
}
