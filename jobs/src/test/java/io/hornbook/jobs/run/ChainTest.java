package io.hornbook.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.testing.ManifestSchema;
import io.hornbook.jobs.table.ScoresTable;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
class ChainTest {
  private final SparkSession session;
  private final Path temporary;
  private final Runs first;
  private final Runs second;
  private final Runs third;

  ChainTest(SparkSession session, @TempDir Path temporary) {
    this.session = session;
    this.temporary = temporary;
    this.first = new Runs(session, temporary.resolve("first"));
    this.second = first.next(session, temporary.resolve("second"));
    this.third = second.next(session, temporary.resolve("third"));
  }

  /** Writes one score, and reports those of the earlier runs. */
  private record Scores(double score) implements Job {
    @Override
    public String name() {
      return "score";
    }

    @Override
    public List<String> inputs() {
      return List.of();
    }

    @Override
    public List<String> baseInputs() {
      return List.of("score");
    }

    @Override
    public Object config() {
      return Map.of("score", score);
    }

    @Override
    public Outcome run(RunContext context) {
      Row row = RowFactory.create(new byte[16], score, "f");
      context.write(
          ScoresTable.TABLE,
          context.session().createDataFrame(List.of(row), ScoresTable.TABLE.schema()));
      var metrics = JsonNodeFactory.instance.objectNode();
      var earlier = metrics.putArray("earlier");
      for (Dataset<Row> scores : context.readEarlier(ScoresTable.TABLE)) {
        scores.collectAsList().forEach(each -> earlier.add(each.<Double>getAs("quality")));
      }
      return Outcome.of(Accounting.allKept("documents", 1), metrics);
    }
  }

  @Test
  void jobsReadTheEarlierRunsOldestFirst() throws IOException {
    first.run(new Scores(0.1));
    second.run(new Scores(0.2));
    Manifest manifest = third.run(new Scores(0.3));

    assertThat(manifest.metrics().get("earlier")).hasToString("[0.1,0.2]");
    byte[] json = Files.readAllBytes(temporary.resolve("third/score/manifest.json"));
    assertThat(ManifestSchema.problems(json)).isEmpty();
    assertThat(Files.readString(temporary.resolve("third/run.json"))).contains("../second");
  }

  @Test
  void aRunRemembersItsBase() {
    first.run(new Scores(0.1));
    second.run(new Scores(0.2));
    Runs again = new Runs(session, temporary.resolve("second"));
    again.run(new Scores(0.2));

    assertThat(again.events()).containsExactly("up to date score");
    assertThat(new Chain(List.of()).isEmpty()).isTrue();
  }

  @Test
  void runsThatAreMovedTogetherStayAChain() throws IOException {
    first.run(new Scores(0.1));
    second.run(new Scores(0.2));
    Path elsewhere = Files.createDirectories(temporary.resolve("elsewhere"));
    Files.move(temporary.resolve("first"), elsewhere.resolve("first"));
    Files.move(temporary.resolve("second"), elsewhere.resolve("second"));
    Runs moved = new Runs(session, elsewhere.resolve("second"));
    moved.run(new Scores(0.2));

    assertThat(moved.events()).containsExactly("up to date score");
  }

  @Test
  void aBaseRunThatHasChangedAsksForReplace() {
    first.run(new Scores(0.1));
    second.run(new Scores(0.2));
    first.replace(new Scores(0.9));

    assertThatThrownBy(() -> second.run(new Scores(0.2)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("is of another base run")
        .hasMessageContaining("--replace");
    assertThat(second.replace(new Scores(0.2)).metrics().get("earlier")).hasToString("[0.9]");
  }

  @Test
  void aBaseRunWhoseOwnBaseHasChangedIsRefused() {
    first.run(new Scores(0.1));
    second.run(new Scores(0.2));
    first.replace(new Scores(0.9));

    assertThatThrownBy(() -> third.run(new Scores(0.3)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("second: its score was made from a result of score")
        .hasMessageContaining("replaced or removed");
    second.replace(new Scores(0.2));
    assertThat(third.run(new Scores(0.3)).inputs()).hasSize(2);
  }

  @Test
  void aRunCannotBeMadeToBuildOnAnother() {
    first.run(new Scores(0.1));
    new Runs(session, temporary.resolve("second")).run(new Scores(0.2));

    assertThatThrownBy(() -> second.run(new Scores(0.2)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("it was begun with")
        .hasMessageContaining("\"base_run\":\"../first\"");
  }

  @Test
  void aMissingBaseRunIsRefused() {
    assertThatThrownBy(() -> second.run(new Scores(0.2)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Cannot use")
        .hasMessageContaining("first as the base run of")
        .hasMessageEndingWith("there is no run in it");
    assertThat(Files.exists(temporary.resolve("second"))).isFalse();
  }

  @Test
  void aChainThatBitesItsTailIsRefused() throws IOException {
    first.run(new Scores(0.1));
    second.run(new Scores(0.2));
    Files.writeString(
        temporary.resolve("first/run.json"),
        "{\"buckets\": 3, \"seed\": 42, \"base_run\": \"../second\"}");

    assertThatThrownBy(() -> third.run(new Scores(0.3)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageEndingWith("it builds on that run itself");
    assertThatThrownBy(() -> first.next(session, temporary.resolve("first")).run(new Scores(0.1)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageEndingWith("it builds on that run itself");
  }

  @Test
  void aBaseRunOfOtherBucketsIsRefused() {
    new Runs(session, temporary.resolve("first"), new RunSettings(42, 4)).run(new Scores(0.1));

    assertThatThrownBy(() -> second.run(new Scores(0.2)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("(buckets and seed must be the same)");
  }
}
