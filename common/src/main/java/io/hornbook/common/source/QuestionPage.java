package io.hornbook.common.source;

import io.hornbook.common.document.Document;
import io.hornbook.common.document.Provenance;
import io.hornbook.common.document.Sha256;
import io.hornbook.common.source.SourceRecord.Quarantined;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A question with its answers as one document in Markdown: the title, the question, and the
 * answers, the accepted one first, then by score, highest first, then by number. Its path is {@code
 * questions/<id>}. The attributes keep what attribution needs: authors, licences by post, scores
 * and tags, and the languages that the tags name; lists follow the order of the page and are
 * separated by commas.
 *
 * @param question the question
 * @param answers its answers, in the order of the page
 */
public record QuestionPage(Post question, List<Post> answers) {
  public QuestionPage {
    if (!question.isQuestion()) {
      throw new IllegalArgumentException(
          "Invalid question: " + question.id() + " (an answer to " + question.parentId() + ")");
    }
    answers = answers.stream().sorted(order(question)).toList();
  }

  /** Scores are numbers: 10 comes before 9, and an unknown one last. */
  private static Comparator<Post> order(Post question) {
    return Comparator.comparing(
            (Post post) -> !Objects.equals(question.acceptedAnswerId(), post.id()))
        .thenComparing(Post::score, Comparator.nullsLast(Comparator.reverseOrder()))
        .thenComparingLong(Post::id)
        .thenComparingLong(Post::offset);
  }

  /**
   * What the posts of one question number amount to: its page, or that the rules leave it out, and
   * a quarantine row for each post that is on none. Of posts with one number, the one with the
   * smallest offset counts.
   *
   * @param posts all posts of a dump with one {@link Post#questionId}, in any order
   * @param origin the path of the dump
   */
  public static List<SourceRecord> assemble(
      List<Post> posts, String origin, Defaults defaults, PageRules rules) {
    List<SourceRecord> records = new ArrayList<>();
    Map<Long, Post> distinct = new TreeMap<>();
    for (Post post : posts.stream().sorted(Comparator.comparingLong(Post::offset)).toList()) {
      if (distinct.putIfAbsent(post.id(), post) != null) {
        records.add(
            unplaced(post, Quarantined.REPEATED_POST, "its number is taken", origin, defaults));
      }
    }
    List<Post> answers = distinct.values().stream().filter(post -> !post.isQuestion()).toList();
    Optional<Post> question = distinct.values().stream().filter(Post::isQuestion).findFirst();
    if (question.isPresent()) {
      records.add(new QuestionPage(question.get(), answers).record(origin, defaults, rules));
    } else {
      answers.forEach(
          answer ->
              records.add(
                  unplaced(
                      answer,
                      Quarantined.ORPHAN_ANSWER,
                      "question " + answer.parentId() + " is missing",
                      origin,
                      defaults)));
    }
    return records;
  }

  private SourceRecord record(String origin, Defaults defaults, PageRules rules) {
    int records = 1 + answers.size();
    Optional<String> reason = rules.reason(this);
    return reason.isPresent()
        ? new SourceRecord.Dropped(defaults.source(), origin, path(), reason.get(), records)
        : new SourceRecord.Read(document(defaults), records);
  }

  private String path() {
    return "questions/" + question.id();
  }

  private static Quarantined unplaced(
      Post post, String reason, String why, String origin, Defaults defaults) {
    return Quarantined.of(
        defaults.source(),
        origin,
        post.offset(),
        reason,
        "Cannot place post " + post.id() + ": " + why,
        post.body().getBytes(StandardCharsets.UTF_8));
  }

  /** The page as a document of the source that {@code defaults} names. */
  public Document document(Defaults defaults) {
    String text = text();
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    return new Document(
        new Provenance(defaults.source(), defaults.repository(), path(), defaults.revision()),
        defaults.language(),
        licences(defaults),
        null,
        question.createdAt(),
        attributes(),
        text,
        content.length,
        Sha256.of(content));
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    if (question.title() != null) {
      text.append("# ").append(question.title().strip()).append("\n\n");
    }
    text.append(MarkdownText.of(question.body())).append('\n');
    for (Post answer : answers) {
      boolean accepted = Objects.equals(question.acceptedAnswerId(), answer.id());
      text.append(accepted ? "\n## Accepted answer\n\n" : "\n## Answer\n\n");
      text.append(MarkdownText.of(answer.body())).append('\n');
    }
    return text.toString();
  }

  /** The distinct licences of the posts; those of the config where the dump names none. */
  private List<String> licences(Defaults defaults) {
    List<String> named =
        Stream.concat(Stream.of(question), answers.stream())
            .map(Post::licence)
            .filter(Objects::nonNull)
            .distinct()
            .sorted()
            .toList();
    return named.isEmpty() ? defaults.licences() : named;
  }

  private Map<String, String> attributes() {
    Map<String, String> attributes = new TreeMap<>();
    put(attributes, "title", question.title());
    put(attributes, "score", question.score());
    put(attributes, "tags", question.tags().isEmpty() ? null : String.join(",", question.tags()));
    put(attributes, "languages", languages());
    put(attributes, "accepted_answer_id", question.acceptedAnswerId());
    put(attributes, "owner", owner(question));
    put(attributes, "licence", question.licence());
    put(attributes, "answer_count", answers.size());
    if (!answers.isEmpty()) {
      put(attributes, "answer_ids", list(Post::id));
      put(attributes, "answer_scores", list(Post::score));
      put(attributes, "answer_owners", list(QuestionPage::owner));
      put(attributes, "answer_licences", list(Post::licence));
    }
    return attributes;
  }

  /** The languages that the tags name, in their order. */
  private String languages() {
    String languages =
        question.tags().stream()
            .flatMap(tag -> Language.ofTag(tag).stream())
            .distinct()
            .collect(Collectors.joining(","));
    return languages.isEmpty() ? null : languages;
  }

  private String list(Function<Post, Object> field) {
    return answers.stream()
        .map(field)
        .map(value -> Objects.toString(value, ""))
        .collect(Collectors.joining(","));
  }

  /** The number of the author, or the name of one without; commas would split the list. */
  private static String owner(Post post) {
    return post.ownerId() != null || post.ownerName() == null
        ? post.ownerId()
        : post.ownerName().replace(',', ' ');
  }

  private static void put(Map<String, String> attributes, String key, Object value) {
    if (value != null) {
      attributes.put(key, value.toString());
    }
  }
}
