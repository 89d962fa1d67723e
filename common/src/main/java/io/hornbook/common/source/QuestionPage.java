package io.hornbook.common.source;

import io.hornbook.common.document.Document;
import io.hornbook.common.document.Provenance;
import io.hornbook.common.document.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A question with its answers as one document in Markdown: the title, the question, and the
 * answers, the accepted one first, then by score, highest first, then by number. Its path is {@code
 * questions/<id>}. The attributes keep what attribution needs: authors, licences by post, scores
 * and tags; lists follow the order of the page and are separated by commas.
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

  /** The page as a document of the source that {@code defaults} names. */
  public Document document(Defaults defaults) {
    String text = text();
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    return new Document(
        new Provenance(
            defaults.source(),
            defaults.repository(),
            "questions/" + question.id(),
            defaults.revision()),
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
