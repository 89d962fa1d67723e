package io.hornbook.jobs.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.signal.MeasureLimits;
import io.hornbook.jobs.table.DocumentsTable;
import io.hornbook.jobs.testing.Given;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import io.hornbook.jobs.testing.TextExchanges;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
class MeasureJobTest {
  private final SparkSession session;
  private final Dataset<Row> documents;

  MeasureJobTest(SparkSession session) {
    this.session = session;
    this.documents =
        Given.rows(
            session,
            DocumentsTable.TABLE,
            "document_id language text",
            List.of(
                RowFactory.create(id(1), "python", "x = 1  # ada@engine.org\n"),
                RowFactory.create(id(2), "python", "print 'no'\n"),
                RowFactory.create(id(3), null, ""),
                RowFactory.create(id(4), "python", "nul \u0000 \ud83d\ude00 and 日本\n")));
  }

  private static byte[] id(int number) {
    byte[] id = new byte[16];
    id[0] = (byte) number;
    return id;
  }

  @Test
  void measuresEveryDocumentOnce() {
    List<Row> rows =
        MeasureTransforms.signals(documents, new MeasureLimits(1 << 20, 1000))
            .orderBy("document_id")
            .selectExpr("line_count_v1", "parses_v1", "character_count_v1", "size(sensitive)")
            .collectAsList();

    assertThat(rows)
        .containsExactly(
            RowFactory.create(1L, true, 24L, 1),
            RowFactory.create(1L, false, 11L, 0),
            RowFactory.create(0L, null, 0L, 0),
            RowFactory.create(1L, false, 15L, 0));
  }

  @Test
  void writesTheSignalsWithoutAnyExchangeOfText(@TempDir Path temporary) {
    Runs runs = new Runs(session, temporary);
    runs.run(Given.of("ingest", DocumentsTable.TABLE, documents));
    try (TextExchanges exchanges = TextExchanges.in(session)) {
      Manifest manifest = runs.run(new MeasureJob(new MeasureConfig(1 << 20, 1000)));

      assertThat(exchanges.found()).isEmpty();
      assertThat(manifest.tables())
          .singleElement()
          .extracting(Manifest.PublishedTable::rows)
          .isEqualTo(4L);
      assertThat(manifest.metrics().get("with_sensitive").get("email").asLong()).isEqualTo(1);
    }
  }
}
