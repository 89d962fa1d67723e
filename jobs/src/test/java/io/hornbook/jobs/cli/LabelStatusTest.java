package io.hornbook.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.testing.ChatServer;
import io.hornbook.common.testing.ChatServer.Step;
import io.hornbook.common.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scheduler learns of {@code label --collect} where it sees no exit code of a driver. */
@Tag("slow")
class LabelStatusTest {
  private static final int TEXTS = 4;

  @TempDir private Path temporary;

  private Path config(ChatServer chat) throws IOException {
    Path code = Files.createDirectory(temporary.resolve("code"));
    for (int i = 0; i < TEXTS; i++) {
      Files.writeString(
          code.resolve(i + ".py"), "def add_%1$d(x):\n    return x + %1$d\n".formatted(i));
    }
    return Files.writeString(
        temporary.resolve("corpus.yaml"),
        """
        corpus: tiny
        buckets: 1
        ingest: {sources: [{kind: files, name: code, root: "${here}/code"}]}
        rules: []
        label:
          annotator: openai
          openai:
            base-url: %s
            api-key-env: null
            mode: batch
            sample-size: %d
            repeat-share: 0
            max-usd: 1
            rubric: %3$s/prompts/phi-1.md
            prices: %3$s/prices.yaml
        """
            .formatted(chat.baseUrl(), TEXTS, TestData.root().resolve("conf")));
  }

  private Programs.Result run(Path config, String job, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                job, "--config", config.toString(), "--run", temporary.resolve("run").toString()));
    arguments.addAll(List.of(more));
    return Programs.run(arguments.toArray(String[]::new));
  }

  @Test
  void isAFileThatSaysWhetherToAskAgain() throws IOException {
    Path status = temporary.resolve("run/label-status.json");
    try (ChatServer chat = ChatServer.start((user, turn) -> Step.score(3))) {
      Path config = config(chat);
      assertThat(run(config, "pipeline", "--until", "dedup").exitCode()).isZero();
      assertThat(run(config, "label", "--submit").exitCode()).isZero();

      Programs.Result early = run(config, "label", "--collect", "--status", status.toString());
      assertThat(early.exitCode()).as(early.err()).isZero();
      assertThat(early.err())
          .contains("hornbook: Cannot collect labels yet: 4 calls are in batches");
      assertThat(status).content().isEqualToIgnoringWhitespace("{\"ready\": false}");

      Programs.Result late = run(config, "label", "--collect", "--status", status.toString());
      assertThat(late.exitCode()).as(late.err()).isZero();
      assertThat(status).content().isEqualToIgnoringWhitespace("{\"ready\": true}");
      assertThat(Programs.folder(temporary.resolve("run")).published("label").accounting().kept())
          .isEqualTo(TEXTS);

      Programs.Result misplaced = run(config, "label", "--status", status.toString());
      assertThat(misplaced.exitCode()).isEqualTo(2);
      assertThat(misplaced.err()).contains("Invalid --status").contains("only with --collect");
    }
  }
}
