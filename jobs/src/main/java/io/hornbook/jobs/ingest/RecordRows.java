package io.hornbook.jobs.ingest;

import io.hornbook.common.document.Document;
import io.hornbook.common.document.DocumentId;
import io.hornbook.common.document.Provenance;
import io.hornbook.common.document.Sha256;
import io.hornbook.common.optout.DenyList;
import io.hornbook.common.source.Post;
import io.hornbook.common.source.SourceRecord;
import io.hornbook.common.source.SourceRecord.Dropped;
import io.hornbook.common.source.SourceRecord.Quarantined;
import io.hornbook.common.source.SourceRecord.Read;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.DroppedTable;
import io.hornbook.jobs.table.InputsTable;
import io.hornbook.jobs.table.QuarantineTable;
import io.hornbook.jobs.table.Table;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Records as rows. A row belongs to the table that its column {@value #TABLE} names, and has the
 * columns of {@code documents}, {@code quarantine} and {@code inputs}, or those of a post on its
 * way to its page.
 */
final class RecordRows {
  /** The column that says where a row belongs. */
  static final String TABLE = "table";

  /** The {@link #TABLE} of a post. */
  static final String POSTS = "posts";

  /** The columns of the tables that ingest writes, and {@link #TABLE}. */
  static final StructType RECORDS = records();

  /** What a post needs to meet its question, and {@link #RECORDS} for the quarantine. */
  static final StructType WITH_POSTS =
      RECORDS
          .add("source_index", DataTypes.IntegerType)
          .add("question_id", DataTypes.LongType)
          .add("post", post());

  private RecordRows() {}

  private static StructType records() {
    StructType all = new StructType().add(TABLE, DataTypes.StringType);
    for (StructField field : DocumentsTable.TABLE.schema().fields()) {
      all = all.add(field);
    }
    for (Table table : List.of(QuarantineTable.TABLE, InputsTable.TABLE)) {
      all = withOthers(all, table.schema());
    }
    return all;
  }

  /** {@code all} with the columns of {@code more} that it lacks. */
  private static StructType withOthers(StructType all, StructType more) {
    List<String> known = Arrays.asList(all.fieldNames());
    StructType both = all;
    for (StructField field : more.fields()) {
      both = known.contains(field.name()) ? both : both.add(field);
    }
    return both;
  }

  private static StructType post() {
    return StructType.fromDDL(
        "id BIGINT, parent_id BIGINT, accepted_answer_id BIGINT, score BIGINT, title STRING,"
            + " body STRING, tags ARRAY<STRING>, owner_id STRING, owner_name STRING,"
            + " licence STRING, created_at TIMESTAMP, offset BIGINT");
  }

  /** The row of whatever a record is, but for a post. */
  static Row row(SourceRecord record) {
    if (record instanceof Read read) {
      return document(read);
    }
    return record instanceof Dropped dropped ? dropped(dropped) : quarantined((Quarantined) record);
  }

  /** The row of a document: one occurrence. */
  static Row document(Read read) {
    Document document = read.document();
    byte[] text = document.text().getBytes(StandardCharsets.UTF_8);
    Provenance provenance = document.provenance();
    Object[] values = new Object[RECORDS.size()];
    Object[] known = {
      DocumentsTable.TABLE.name(),
      DocumentId.of(provenance, text).bytes(),
      provenance.source(),
      provenance.repository(),
      provenance.path(),
      provenance.revision(),
      document.language(),
      seq(document.licences()),
      document.stars(),
      timestamp(document.createdAt()),
      map(document.attributes()),
      document.text(),
      document.bytes(),
      document.contentSha256().bytes(),
      Sha256.of(text).bytes(),
      1,
      (long) read.records()
    };
    System.arraycopy(known, 0, values, 0, known.length);
    return RowFactory.create(values);
  }

  /** A row of {@code quarantine}; its document_id spreads such rows over the buckets. */
  static Row quarantined(Quarantined row) {
    Object[] values = new Object[RECORDS.size()];
    values[RECORDS.fieldIndex(TABLE)] = QuarantineTable.TABLE.name();
    values[RECORDS.fieldIndex(DocumentsTable.DOCUMENT_ID)] = bucketKey(row);
    values[RECORDS.fieldIndex("source")] = row.source();
    values[RECORDS.fieldIndex("origin")] = row.origin();
    values[RECORDS.fieldIndex("offset")] = row.offset();
    values[RECORDS.fieldIndex("reason")] = row.reason();
    values[RECORDS.fieldIndex("error")] = row.error();
    values[RECORDS.fieldIndex("head")] = row.head();
    values[RECORDS.fieldIndex("records")] = row.records();
    return RowFactory.create(values);
  }

  /** A row of {@code dropped}. */
  static Row dropped(Dropped row) {
    return dropped(row, null);
  }

  /** A row of {@code dropped} for a document that is opted out: without its text. */
  static Row optedOut(Read read, String origin) {
    Provenance provenance = read.document().provenance();
    return dropped(
        new Dropped(
            provenance.source(), origin, provenance.path(), DenyList.OPTED_OUT, read.records()),
        read.document().textSha256());
  }

  private static Row dropped(Dropped row, Sha256 text) {
    String place = row.origin() + "!/" + row.path() + (text == null ? "" : "!/" + text.hex());
    Object[] values = new Object[RECORDS.size()];
    values[RECORDS.fieldIndex(TABLE)] = DroppedTable.TABLE.name();
    values[RECORDS.fieldIndex(DocumentsTable.DOCUMENT_ID)] =
        bucketKey(row.source(), row.reason(), place, 0);
    values[RECORDS.fieldIndex("source")] = row.source();
    values[RECORDS.fieldIndex("origin")] = row.origin();
    values[RECORDS.fieldIndex("path")] = row.path();
    values[RECORDS.fieldIndex("reason")] = row.reason();
    values[RECORDS.fieldIndex("text_sha256")] = text == null ? null : text.bytes();
    values[RECORDS.fieldIndex("records")] = (long) row.records();
    return RowFactory.create(values);
  }

  private static byte[] bucketKey(Quarantined row) {
    return bucketKey(row.source(), row.reason(), row.origin(), row.offset());
  }

  private static byte[] bucketKey(String source, String kind, String origin, long place) {
    return DocumentId.of(new Provenance(source, kind, origin, Long.toString(place)), "").bytes();
  }

  /** The row of {@code inputs} about what was read whole: how many records it gave. */
  static Row input(String source, WorkItem item, long records) {
    Object[] values = new Object[RECORDS.size()];
    values[RECORDS.fieldIndex(TABLE)] = InputsTable.TABLE.name();
    values[RECORDS.fieldIndex(DocumentsTable.DOCUMENT_ID)] =
        bucketKey(source, InputsTable.TABLE.name(), item.path(), item.part().place());
    values[RECORDS.fieldIndex("source")] = source;
    values[RECORDS.fieldIndex("origin")] = item.path();
    values[RECORDS.fieldIndex("part")] =
        item.part() instanceof WorkItem.Whole ? null : item.part().place();
    values[RECORDS.fieldIndex("records")] = records;
    return RowFactory.create(values);
  }

  /** A post of the dump {@code origin}. */
  static Row post(int source, String name, String origin, Post post) {
    Object[] values = new Object[WITH_POSTS.size()];
    values[WITH_POSTS.fieldIndex(TABLE)] = POSTS;
    values[WITH_POSTS.fieldIndex("source")] = name;
    values[WITH_POSTS.fieldIndex("origin")] = origin;
    values[WITH_POSTS.fieldIndex("source_index")] = source;
    values[WITH_POSTS.fieldIndex("question_id")] = post.questionId();
    values[WITH_POSTS.fieldIndex("post")] =
        RowFactory.create(
            post.id(),
            post.parentId(),
            post.acceptedAnswerId(),
            post.score(),
            post.title(),
            post.body(),
            seq(post.tags()),
            post.ownerId(),
            post.ownerName(),
            post.licence(),
            timestamp(post.createdAt()),
            post.offset());
    return RowFactory.create(values);
  }

  /** The post of a row of {@link #WITH_POSTS}. */
  static Post post(Row row) {
    Row post = row.getStruct(row.fieldIndex("post"));
    return new Post(
        post.getAs("id"),
        post.getAs("parent_id"),
        post.getAs("accepted_answer_id"),
        post.getAs("score"),
        post.getAs("title"),
        post.getAs("body"),
        post.getList(post.fieldIndex("tags")),
        post.getAs("owner_id"),
        post.getAs("owner_name"),
        post.getAs("licence"),
        instant(post.getAs("created_at")),
        post.getAs("offset"));
  }

  /** A row of {@link #RECORDS} among posts, or back. */
  static Row reshaped(Row row, StructType shape) {
    Object[] values = new Object[shape.size()];
    for (int i = 0; i < Math.min(RECORDS.size(), shape.size()); i++) {
      values[i] = row.get(i);
    }
    return RowFactory.create(values);
  }

  private static Seq<String> seq(List<String> values) {
    return values == null ? null : CollectionConverters.asScala(values).toSeq();
  }

  private static scala.collection.Map<String, String> map(Map<String, String> values) {
    return values == null ? null : CollectionConverters.asScala(values);
  }

  private static Timestamp timestamp(Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }

  private static Instant instant(Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
