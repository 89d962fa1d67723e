package io.hornbook.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.rule.RuleConfig;
import io.hornbook.common.rule.RuleSet;
import io.hornbook.common.testing.TestData;
import io.hornbook.jobs.run.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The recipes of conf: {@code pipeline --dry-run} takes them as they are, with a user's folders.
 */
@Tag("slow")
class RecipesTest {
  private static final Path CONF = TestData.root().resolve("conf");
  private static final String ITEM =
      "{\"task_id\": 11, \"text\": \"Add.\", \"code\": \"def add(a, b):\\n    return a + b\","
          + " \"test_list\": []}\n";

  @TempDir private Path temporary;

  private void write(String file, String content) throws IOException {
    Path path = temporary.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }

  /** A user's folders; the recipe itself is read as it stands, but for the places it asks for. */
  private Path placed(String recipe) throws IOException {
    for (String folder : new String[] {"python", "C++", "Rust", "Fortran"}) {
      write("stack/data/" + folder + "/train-00000.parquet", "");
    }
    write("questions/Posts.xml", "<posts></posts>");
    write("benchmarks/mbpp.jsonl", ITEM);
    write("benchmarks/sanitized-mbpp.json", "[" + ITEM + "]");
    Files.copy(
        CONF.resolve("demo/benchmark.jsonl"), temporary.resolve("benchmarks/HumanEval.jsonl.gz"));
    String text =
        Files.readString(CONF.resolve(recipe), StandardCharsets.UTF_8)
            .replace("${env:HORNBOOK_STACK}", temporary.resolve("stack").toString())
            .replace("${env:HORNBOOK_QUESTIONS}", temporary.resolve("questions").toString())
            .replace("${env:HORNBOOK_BENCHMARKS}", temporary.resolve("benchmarks").toString());
    for (String file : new String[] {"prices.yaml", "prompts/phi-1.md", "prompts/additive.md"}) {
      write(file, Files.readString(CONF.resolve(file)));
    }
    return Files.writeString(temporary.resolve(recipe), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"phi-1.yaml", "stack-edu.yaml"})
  void theDryRunTakesIt(String recipe) throws IOException {
    Programs.Result result =
        Programs.run(
            "pipeline",
            "--config",
            placed(recipe).toString(),
            "--run",
            temporary.resolve("run").toString(),
            "--dry-run");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .contains(recipe.replace(".yaml", "") + ": the config holds")
        .contains("ingest           to run; reads 2 files")
        .contains("export           to run");
  }

  /** Stack Overflow is CC BY-SA: the preset phi-1 would drop all of it, and the recipe must not. */
  @Test
  void phiOnesRulesLeaveQuestionsIn() throws IOException {
    CorpusConfig recipe =
        new ConfigFiles(new Storage(new Configuration()))
            .read(placed("phi-1.yaml").toString(), List.of());

    assertThat(RuleSet.of(recipe.rules()).reasons("markdown", RecipesTest::ofQuestion)).isEmpty();
    assertThat(
            RuleSet.of(
                    List.of(
                        new RuleConfig(
                            Optional.of("phi-1"),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty())))
                .reasons("markdown", RecipesTest::ofQuestion))
        .containsExactly("not_permissive");
  }

  private static Object ofQuestion(String column) {
    return switch (column) {
      case "character_count_v1" -> 500L;
      case "declared_licence_v1" -> "CC-BY-SA-4.0";
      default -> null;
    };
  }
}
