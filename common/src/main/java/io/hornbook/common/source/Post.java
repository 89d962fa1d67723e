package io.hornbook.common.source;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A question or an answer of a Stack Exchange dump; {@code null} where the dump says nothing.
 *
 * @param id the post's number, unique in its site
 * @param parentId of an answer, its question; {@code null}: a question
 * @param acceptedAnswerId of a question, the answer that its author accepted
 * @param score votes up less votes down
 * @param title of a question
 * @param body HTML
 * @param tags of a question
 * @param ownerId the number of its author
 * @param ownerName the name of an author without a number
 * @param licence such as {@code CC BY-SA 4.0}
 * @param createdAt when it was posted
 * @param offset where its row begins in the file, in bytes
 */
public record Post(
    long id,
    Long parentId,
    Long acceptedAnswerId,
    Long score,
    String title,
    String body,
    List<String> tags,
    String ownerId,
    String ownerName,
    String licence,
    Instant createdAt,
    long offset) {
  public Post {
    Objects.requireNonNull(body, "body");
    tags = List.copyOf(tags);
  }

  /** The number of the question that the post belongs to: its own, or its parent's. */
  public long questionId() {
    return parentId == null ? id : parentId;
  }

  /** Whether it is a question. */
  public boolean isQuestion() {
    return parentId == null;
  }
}
