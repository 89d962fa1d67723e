package io.hornbook.jobs.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hornbook.common.document.DocumentId;
import io.hornbook.common.document.Provenance;
import io.hornbook.common.document.Sha256;
import io.hornbook.common.testing.TestData;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.table.LabelsTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** The demo's labels and the Python files of its input, as rows of {@code labels} and documents. */
public final class LabelledPython {
  private static final Map<String, String> JARS =
      Map.of(
          "python-resources-25.0.1.jar", "META-INF/resources/",
          "jython-standalone-2.7.4.jar", "Lib/");

  private LabelledPython() {}

  /** {@link #documents()} as a table's rows. */
  public static Dataset<Row> documents(SparkSession session) {
    return session.createDataFrame(documents(), DocumentsTable.TABLE.schema());
  }

  /** {@link #labels()} as a table's rows. */
  public static Dataset<Row> labels(SparkSession session) {
    return session.createDataFrame(labels(), LabelsTable.TABLE.schema());
  }

  /** Every Python file that may have a label. */
  public static List<Row> documents() {
    List<Row> rows = new ArrayList<>();
    JARS.forEach(
        (jar, folder) ->
            TestData.pythonFiles(jar, folder)
                .forEach((path, bytes) -> rows.add(document(jar, path, bytes))));
    return rows;
  }

  /** A document of these bytes, read as UTF-8. */
  public static Row document(String repository, String path, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    Provenance provenance = new Provenance("test", repository, path, null);
    return RowFactory.create(
        DocumentId.of(provenance, utf8).bytes(),
        "test",
        repository,
        path,
        null,
        "python",
        null,
        null,
        null,
        null,
        text,
        (long) bytes.length,
        Sha256.of(bytes).bytes(),
        Sha256.of(utf8).bytes(),
        1,
        1L);
  }

  /** Every label of the demo, the second annotation as a replicate. */
  public static List<Row> labels() {
    ObjectMapper json = new ObjectMapper();
    List<Row> rows = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(TestData.root().resolve("conf/demo/labels.jsonl"))) {
        JsonNode label = json.readTree(line);
        byte[] content = HexFormat.of().parseHex(label.get("content_sha256").textValue());
        rows.add(label(content, 0, label.get("score").intValue()));
        if (label.has("second_score")) {
          rows.add(label(content, 1, label.get("second_score").intValue()));
        }
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A recorded label of the text with these bytes' digest. */
  public static Row label(byte[] contentSha256, int replicate, int score) {
    return RowFactory.create(
        contentSha256, "recorded", replicate, score, null, null, null, null, null, null);
  }
}
