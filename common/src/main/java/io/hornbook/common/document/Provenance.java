package io.hornbook.common.document;

import java.util.Objects;

/**
 * Where a document comes from.
 *
 * @param source the name of the source in the config
 * @param repository the repository, or {@code null}: unknown
 * @param path the path relative to the source's root, with {@code /} between its parts; the same
 *     wherever the root lies
 * @param revision the commit, or {@code null}: unknown
 */
public record Provenance(String source, String repository, String path, String revision) {
  public Provenance {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(path, "path");
  }
}
