package io.hornbook.common.source;

import static io.hornbook.common.source.Sources.decoder;
import static io.hornbook.common.source.Sources.file;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonColumnsTest {
  private static final ColumnMapping MAPPING =
      new ColumnMapping(
          "text", null, null, "meta.path", null, null, null, null, "stars", null, List.of("id"));

  @TempDir Path folder;

  @Test
  void namesAColumnThatNoLineHas() throws IOException {
    assertThat(problem("{\"txt\": \"a\", \"meta\": {\"path\": \"p\"}}\n{\"body\": 1}\n"))
        .contains("none of the first 2 lines has the property text (they have body, meta, txt)");
  }

  @Test
  void namesAColumnThatIsMistypedWhereverItIsNotNull() throws IOException {
    String line = "{\"text\": \"a\", \"meta\": {\"path\": \"p\"}, \"stars\": %s}\n";
    assertThat(problem(line.formatted("null") + line.formatted("\"many\"")))
        .contains("Invalid stars: many (expected a whole number)");
  }

  @Test
  void nullsInTheFirstLinesChangeNothing() throws IOException {
    String nulls = "{\"text\": null, \"meta\": {\"path\": null}, \"stars\": null}\n";
    assertThat(problem(nulls.repeat(JsonColumns.LINES))).isEmpty();
    String mixed = "{\"text\": 1, \"stars\": \"x\", \"meta\": {\"path\": 2}}\n";
    String good = "{\"text\": \"a\", \"stars\": 1, \"meta\": {\"path\": \"p\"}}\n";
    assertThat(problem(mixed + good)).isEmpty();
  }

  @Test
  void leavesDamageToTheReading() throws IOException {
    assertThat(problem("")).isEmpty();
    assertThat(problem("no json\n[1]\n")).isEmpty();
    SourceFile packed = file(folder, "l.jsonl.gz", new byte[] {1, 2, 3});
    assertThat(JsonColumns.problem(packed, MAPPING, decoder(100))).isEmpty();
  }

  private Optional<String> problem(String lines) throws IOException {
    SourceFile file = file(folder, "l.jsonl", lines.getBytes(StandardCharsets.UTF_8));
    return JsonColumns.problem(file, MAPPING, decoder(100));
  }
}
