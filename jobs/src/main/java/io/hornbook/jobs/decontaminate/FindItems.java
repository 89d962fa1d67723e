package io.hornbook.jobs.decontaminate;

import io.hornbook.common.ast.FunctionRange;
import io.hornbook.common.contamination.ContaminationIndex;
import io.hornbook.common.contamination.DocumentFindings;
import io.hornbook.common.contamination.DocumentScanner;
import io.hornbook.common.ngram.FieldMatch;
import io.hornbook.common.ngram.ItemMatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What a text has of the items, before it is known which n-grams are idioms; null for a text that
 * has nothing, which most are.
 */
final class FindItems implements UDF2<byte[], String, Row> {
  /**
   * {@code found}: the columns of {@code contamination} but for the document, the part of the item,
   * and for n-grams the part's number in the index and which of its n-grams are covered. {@code
   * unexplained}: n-grams of items that the document does not hold.
   */
  static final StructType SCHEMA =
      StructType.fromDDL(
          "found ARRAY<STRUCT<benchmark: STRING, item: STRING, method: STRING,"
              + " similarity: DOUBLE, document_start: INT, document_end: INT, item_start: INT,"
              + " item_end: INT, document_span: STRING, item_span: STRING, longest_run: INT,"
              + " cut_start: INT, cut_end: INT, part: STRING, field: INT, covered: ARRAY<INT>>>,"
              + " unexplained ARRAY<INT>");

  private final Broadcast<ContaminationIndex> index;

  // A task has its own copy of this function, and one thread.
  private transient DocumentScanner scanner;

  FindItems(Broadcast<ContaminationIndex> index) {
    this.index = index;
  }

  @Override
  public Row call(byte[] text, String language) {
    DocumentFindings findings = scanner().find(text, language);
    if (findings.isEmpty()) {
      return null;
    }
    List<Row> rows = new ArrayList<>();
    findings.text().exact().forEach(match -> rows.add(row(match, findings, text, null)));
    findings.text().ngrams().forEach(found -> rows.add(row(found.match(), findings, text, found)));
    findings.functions().forEach(match -> rows.add(row(match, findings, text, null)));
    return RowFactory.create(
        CollectionConverters.asScala(rows).toSeq(), ints(findings.text().unexplained()));
  }

  /** A parser has native memory, which goes with the task. */
  private DocumentScanner scanner() {
    if (scanner == null) {
      DocumentScanner opened = index.value().scanner();
      TaskContext task = TaskContext.get();
      if (task != null) {
        TaskCompletionListener closes = completed -> opened.close();
        task.addTaskCompletionListener(closes);
      }
      scanner = opened;
    }
    return scanner;
  }

  private static Row row(
      ItemMatch match, DocumentFindings findings, byte[] text, FieldMatch covered) {
    Optional<FunctionRange> cut = findings.cut(match);
    return RowFactory.create(
        match.item().benchmark(),
        match.item().id(),
        match.method(),
        match.similarity(),
        match.documentStart(),
        match.documentEnd(),
        match.itemStart(),
        match.itemEnd(),
        match.documentSpan(text),
        match.itemSpan(),
        match.words(),
        cut.map(FunctionRange::start).orElse(null),
        cut.map(FunctionRange::end).orElse(null),
        match.part().name(),
        covered == null ? null : covered.field(),
        covered == null ? null : ints(covered.covered()));
  }

  private static Object ints(int[] values) {
    return CollectionConverters.asScala(Arrays.stream(values).boxed().toList()).toSeq();
  }
}
