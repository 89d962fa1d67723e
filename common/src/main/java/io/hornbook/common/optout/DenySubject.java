package io.hornbook.common.optout;

import io.hornbook.common.document.Document;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a deny-list looks at of a document.
 *
 * @param repository in lower case, or {@code null}: unknown
 * @param path relative to the source's root
 * @param authors in lower case
 * @param contentSha256 in lower-case hex
 * @param textSha256 in lower-case hex
 */
public record DenySubject(
    String repository, String path, Set<String> authors, String contentSha256, String textSha256) {

  /** What it looks at of a document. */
  public static DenySubject of(Document document) {
    return of(
        document.provenance().repository(),
        document.provenance().path(),
        document.attributes(),
        document.contentSha256().hex(),
        document.textSha256().hex());
  }

  /**
   * What it looks at of a row of {@code documents}.
   *
   * @param attributes may be {@code null}
   * @param textSha256 may be {@code null}: not known
   */
  public static DenySubject of(
      String repository,
      String path,
      Map<String, String> attributes,
      String contentSha256,
      String textSha256) {
    String name = repository == null ? null : repository.toLowerCase(Locale.ROOT);
    return new DenySubject(name, path, authors(name, attributes), contentSha256, textSha256);
  }

  private static Set<String> authors(String repository, Map<String, String> attributes) {
    Set<String> authors = new LinkedHashSet<>();
    String owner = owner(repository);
    if (owner != null) {
      authors.add(owner);
    }
    if (attributes != null) {
      add(authors, attributes.get("owner"));
      add(authors, attributes.get("author"));
      String ofAnswers = attributes.get("answer_owners");
      if (ofAnswers != null) {
        for (String each : ofAnswers.split(",", -1)) {
          add(authors, each);
        }
      }
    }
    return authors;
  }

  private static void add(Set<String> authors, String author) {
    if (author != null && !author.isBlank()) {
      authors.add(author.toLowerCase(Locale.ROOT));
    }
  }

  /** The owner of a repository that is called {@code owner/name}, or {@code null}. */
  String owner() {
    return owner(repository);
  }

  private static String owner(String repository) {
    int slash = repository == null ? -1 : repository.indexOf('/');
    return slash > 0 && slash == repository.lastIndexOf('/')
        ? repository.substring(0, slash)
        : null;
  }
}
