package io.hornbook.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.manifest.Manifest;
import io.hornbook.common.testing.TestData;
import io.hornbook.jobs.testing.Runs;
import io.hornbook.jobs.testing.SparkTest;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
class DemoInputTest {
  private final SparkSession session;
  private final Path temporary;

  DemoInputTest(SparkSession session, @TempDir Path temporary) {
    this.session = session;
    this.temporary = temporary;
  }

  @Test
  void readsEveryPythonFileOfThreeStandardLibraries() {
    String archives =
        """
        - {kind: archives, name: a, root: %s, folder: META-INF/resources, include: ["**/*.py"]}
        - {kind: archives, name: b, root: %s, folder: META-INF/resources, include: ["**/*.py"]}
        - {kind: archives, name: c, root: %s, folder: Lib, include: ["**/*.py"]}
        """
            .formatted(
                TestData.demoInput("python-resources-25.0.1.jar"),
                TestData.demoInput("python-resources-24.2.2.jar"),
                TestData.demoInput("jython-standalone-2.7.4.jar"));
    Manifest manifest = new Runs(session, temporary).run(Fixtures.job(archives));
    assertThat(manifest.accounting().kept()).isEqualTo(735 + 780 + 669);
    assertThat(manifest.accounting().quarantined()).isEmpty();
  }

  @Test
  void readsTheDemosQuestionSite() {
    Path site = TestData.root().resolve("conf/demo/stackexchange");
    Manifest manifest =
        new Runs(session, temporary)
            .run(Fixtures.job("- {kind: stack-exchange, name: q, root: %s}".formatted(site)));
    assertThat(manifest.accounting().kept()).isEqualTo(14);
    assertThat(manifest.accounting().quarantined()).isEqualTo(Map.of("malformed_row", 1L));
  }
}
