package io.hornbook.common.optout;

import io.hornbook.common.document.Sha256;
import io.hornbook.common.source.PathFilter;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One entry of a deny-list; the package description says what each selector means. What is {@code
 * null} selects nothing.
 *
 * @param repository a name or a glob of names, in lower case
 * @param author a number or name, in lower case
 * @param path a glob
 * @param contentSha256 64 hexadecimal digits, in lower case
 * @param request what the request is called
 * @param date when it came, in ISO 8601
 * @param reason why, for people
 */
public record DenyEntry(
    String repository,
    String author,
    String path,
    String contentSha256,
    String request,
    String date,
    String reason)
    implements Serializable {
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern GLOB = Pattern.compile("[*?{]");

  public DenyEntry {
    repository = lower(repository);
    author = lower(author);
    contentSha256 = contentSha256 == null ? null : Sha256.parse(contentSha256).hex();
    check(
        Stream.of(repository, author, path, contentSha256).anyMatch(each -> each != null),
        "entry: no selector (expected repository, author, path or content_sha256)");
    check(
        Stream.of(repository, author, path).noneMatch(each -> each != null && each.isBlank()),
        "entry: an empty selector (expected a name, or to leave it out)");
    check(
        repository == null || !repository.contains("://"),
        "repository: " + repository + " (expected a name, such as owner/name or owner/*, no URL)");
    check(
        author == null || repository != null || !NUMBER.matcher(author).matches(),
        "author: " + author + " (expected the repository of the site that numbers it beside it)");
    checkGlob(repository);
    checkGlob(path);
    checkDate(date);
  }

  private static String lower(String name) {
    return name == null ? null : name.toLowerCase(Locale.ROOT);
  }

  private static void check(boolean right, String problem) {
    if (!right) {
      throw new IllegalArgumentException("Invalid " + problem);
    }
  }

  private static void checkGlob(String glob) {
    if (glob != null) {
      PathFilter.pattern(glob);
    }
  }

  private static void checkDate(String date) {
    try {
      if (date != null) {
        LocalDate.parse(date);
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "Invalid date: " + date + " (expected a day, such as 2024-05-01)", e);
    }
  }

  /** Whether the repository is one name, no glob. */
  boolean namesRepository() {
    return repository != null && !GLOB.matcher(repository).find();
  }

  /** The owner of whose repositories all are meant, or {@code null}. */
  String owner() {
    String owner =
        repository != null && repository.endsWith("/*")
            ? repository.substring(0, repository.length() - 2)
            : null;
    return owner == null || owner.contains("/") || GLOB.matcher(owner).find() ? null : owner;
  }

  /** What it selects, in one line. */
  public String selectors() {
    StringJoiner selectors = new StringJoiner(", ");
    add(selectors, "repository", repository);
    add(selectors, "author", author);
    add(selectors, "path", path);
    add(selectors, "content_sha256", contentSha256);
    return selectors.toString();
  }

  private static void add(StringJoiner selectors, String name, String value) {
    if (value != null) {
      selectors.add(name + " " + value);
    }
  }
}
