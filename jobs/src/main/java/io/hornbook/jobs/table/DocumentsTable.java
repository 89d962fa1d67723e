package io.hornbook.jobs.table;

import org.apache.spark.sql.types.StructType;

/**
 * The documents of a run, written by {@code ingest}: what a record is, and its text.
 *
 * <p>{@code document_id} is {@code io.hornbook.common.document.DocumentId}; {@code bytes} and
 * {@code content_sha256} are of the record's original bytes, {@code text_sha256} of the decoded
 * text in UTF-8; {@code licences} is null where nothing is known; {@code attributes} holds the
 * source's own fields, such as a question's score; {@code occurrences} counts how many times the
 * same record stood in the input, {@code records} how many records of the input all of them are
 * made of: a question's page is made of the question and its answers. Never null: document_id,
 * source, path, text, bytes, content_sha256, text_sha256, occurrences, records.
 */
public final class DocumentsTable {
  public static final String DOCUMENT_ID = "document_id";
  public static final String TEXT = "text";

  public static final Table TABLE =
      Table.bucketed(
              "documents",
              1,
              StructType.fromDDL(
                  "document_id BINARY, source STRING, repository STRING, path STRING,"
                      + " revision STRING, language STRING, licences ARRAY<STRING>, stars BIGINT,"
                      + " created_at TIMESTAMP, attributes MAP<STRING, STRING>, text STRING,"
                      + " bytes BIGINT, content_sha256 BINARY, text_sha256 BINARY,"
                      + " occurrences INT, records BIGINT"))
          .withoutInDigest(TEXT);

  private DocumentsTable() {}
}
