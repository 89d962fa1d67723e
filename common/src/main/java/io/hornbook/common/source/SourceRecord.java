package io.hornbook.common.source;

import io.hornbook.common.document.Document;
import io.hornbook.common.document.TextDecoder.Undecodable;
import java.io.EOFException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/** What a reader makes of one record. */
public sealed interface SourceRecord
    permits SourceRecord.Read, SourceRecord.Posted, SourceRecord.Dropped, SourceRecord.Quarantined {

  /**
   * A record that is a document.
   *
   * @param document the document
   * @param records how many records it is made of, itself included: a question and its answers
   */
  record Read(Document document, int records) implements SourceRecord {
    /** One record that is a document. */
    public Read(Document document) {
      this(document, 1);
    }
  }

  /**
   * A record that is a post, of which {@link QuestionPage} makes a document.
   *
   * @param post the post
   */
  record Posted(Post post) implements SourceRecord {}

  /**
   * A document that a rule of its source leaves out.
   *
   * @param source the name of the source
   * @param origin the file relative to the source's root
   * @param path the path that the document would have had
   * @param reason of the rule
   * @param records how many records it is made of
   */
  record Dropped(String source, String origin, String path, String reason, int records)
      implements SourceRecord {}

  /**
   * A record that cannot be read.
   *
   * @param source the name of the source
   * @param origin the file relative to the source's root; an entry of an archive follows after
   *     {@code !/}
   * @param offset where the record begins: a byte offset into the unpacked stream, or for a row of
   *     a columnar file its ordinal
   * @param reason one of the constants, or of those of {@link Undecodable}
   * @param error what is wrong, for people
   * @param head the first bytes of the record, at most {@link #HEAD} of them
   * @param records how many records the row stands for; 1 unless it is known otherwise
   */
  @SuppressWarnings("ArrayRecordComponent") // A row of a table; nothing compares it.
  record Quarantined(
      String source,
      String origin,
      long offset,
      String reason,
      String error,
      byte[] head,
      long records)
      implements SourceRecord {
    /** How many bytes of a record the quarantine keeps. */
    public static final int HEAD = 256;

    /** The stream ends before its format says so; what follows is lost. */
    public static final String TRUNCATED = "truncated";

    /** The bytes contradict their format or their checksum. */
    public static final String CORRUPT = "corrupt";

    /** The entry of an archive is encrypted. */
    public static final String ENCRYPTED = "encrypted";

    /** The path of an entry climbs out of its archive. */
    public static final String UNSAFE_PATH = "unsafe_path";

    /** The archive unpacks to far more than any archive of text does. */
    public static final String BOMB = "bomb";

    /** A link of the file system leads back to a folder that holds it. */
    public static final String LINK_LOOP = "link_loop";

    /** A link of the file system leads nowhere. */
    public static final String BROKEN_LINK = "broken_link";

    /** A file or folder of the file system may not be read. */
    public static final String UNREADABLE = "unreadable";

    /** A row group is larger than a task may hold. */
    public static final String LARGE_ROW_GROUP = "large_row_group";

    /** The object that a record names is not in its store. */
    public static final String MISSING_BLOB = "missing_blob";

    /** A line is no JSON object. */
    public static final String NOT_JSON = "not_json";

    /** The record has no text. */
    public static final String MISSING_TEXT = "missing_text";

    /** A field of the record has another type than the mapping says. */
    public static final String MISTYPED_FIELD = "mistyped_field";

    /** A row of a dump is no well-formed post. */
    public static final String MALFORMED_ROW = "malformed_row";

    /** A post whose number another post of the dump has. */
    public static final String REPEATED_POST = "repeated_post";

    /** An answer whose question is not in the dump. */
    public static final String ORPHAN_ANSWER = "orphan_answer";

    public Quarantined {
      Objects.requireNonNull(source, "source");
      Objects.requireNonNull(origin, "origin");
      Objects.requireNonNull(reason, "reason");
      head = Arrays.copyOf(head, Math.min(head.length, HEAD));
      if (offset < 0 || records < 1) {
        throw new IllegalArgumentException(
            "Invalid quarantine row: offset " + offset + ", records " + records);
      }
    }

    /** One record, quarantined. */
    public static Quarantined of(
        String source, String origin, long offset, String reason, String error, byte[] head) {
      return new Quarantined(source, origin, offset, reason, error, head, 1);
    }

    static Quarantined of(
        String source, String origin, long offset, Undecodable undecodable, byte[] head) {
      return of(source, origin, offset, undecodable.reason(), undecodable.error(), head);
    }

    /** A record, or the rest of a stream, that cannot be read for {@code cause}. */
    public static Quarantined damaged(
        String source, String origin, long offset, Exception cause, byte[] head) {
      String message = String.valueOf(cause.getMessage());
      String lower = message.toLowerCase(Locale.ROOT);
      boolean truncated =
          cause instanceof EOFException
              || lower.contains("truncated")
              || lower.contains("unexpected end");
      String error = cause.getMessage() == null ? cause.getClass().getSimpleName() : message;
      return of(
          source,
          origin,
          offset,
          truncated ? TRUNCATED : CORRUPT,
          "Cannot read " + origin + ": " + error,
          head);
    }
  }
}
