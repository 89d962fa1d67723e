package io.hornbook.common.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.hornbook.common.failure.DataException;
import io.hornbook.common.testing.TestData;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class BenchmarkReaderTest {
  private static final BenchmarkFormat HUMAN_EVAL = new BenchmarkFormat.HumanEval();
  private static final BenchmarkFormat MBPP = new BenchmarkFormat.Mbpp();
  private static final Optional<String> NONE = Optional.empty();
  private static final String FIRST =
      "{\"task_id\": \"a\", \"prompt\": \"def f(x):\\n    \\\"\\\"\\\"Twice x.\\\"\\\"\\\"\\n\","
          + " \"canonical_solution\": \"    return x + x\\n\", \"test\": \"assert f(2) == 4\","
          + " \"entry_point\": \"f\"}";
  private static final String SECOND = "{\"task_id\": \"b\", \"prompt\": \"def g():\\n\"}";

  @Test
  void readsEveryItemOfHumanEvalAsPublished() throws IOException {
    Benchmark benchmark = published("HumanEval.jsonl.gz", HUMAN_EVAL);

    assertThat(benchmark.items()).hasSize(164);
    assertThat(benchmark.unreadable()).isEmpty();
    assertThat(benchmark.itemsWithoutSolution()).isZero();
    assertThat(benchmark.items()).noneMatch(item -> item.docstring().isBlank());
    BenchmarkItem cyclic = benchmark.items().get(38);
    assertThat(cyclic.id()).isEqualTo("HumanEval/38");
    assertThat(cyclic.entryPoint()).isEqualTo("decode_cyclic");
    assertThat(cyclic.docstring().strip())
        .isEqualTo(
            "takes as input string encoded with encode_cyclic function. Returns decoded string.");
    assertThat(cyclic.tests()).contains("def check(candidate)");
  }

  @Test
  void readsBothFilesOfMbppAsPublished() throws IOException {
    Benchmark all = published("mbpp.jsonl", MBPP);
    Benchmark sanitized = published("sanitized-mbpp.json", MBPP);

    assertThat(all.items()).hasSize(974);
    assertThat(sanitized.items()).hasSize(427);
    BenchmarkItem second = all.items().get(1);
    assertThat(second.id()).isEqualTo("2");
    assertThat(second.prompt()).startsWith("Write a function to find the similar elements");
    assertThat(second.solution()).startsWith("def similar_elements(").contains("\r\n");
    assertThat(second.tests().lines()).hasSize(3);
    assertThat(second.docstring()).isEmpty();
    assertThat(sanitized.items().get(0).prompt())
        .isEqualTo("Write a function to find the shared elements from the given two lists.");
  }

  @Test
  void setsAnUnreadableLineAsideAndKeepsItsNeighbours() throws IOException {
    byte[] text =
        String.join(
                "\n", FIRST, "{\"task_id\": ", "[1]", "", "{\"prompt\": \"p\"}", "{} {}", SECOND)
            .getBytes(StandardCharsets.UTF_8);
    byte[] bytes = Arrays.copyOf(text, text.length + 3);
    bytes[text.length] = '\n';
    bytes[text.length + 1] = (byte) 0xFF;
    bytes[text.length + 2] = '\n';

    Benchmark benchmark = read(HUMAN_EVAL, bytes);

    assertThat(benchmark.items()).extracting(BenchmarkItem::id).containsExactly("a", "b");
    assertThat(benchmark.unreadable())
        .extracting(UnreadableItem::line, UnreadableItem::reason)
        .containsExactly(
            tuple(2L, "not_json"),
            tuple(3L, "not_an_object"),
            tuple(5L, "missing_field"),
            tuple(6L, "not_json"),
            tuple(8L, "not_utf8"));
    assertThat(StandardCharsets.UTF_8.decode(benchmark.unreadable().get(0).head()).toString())
        .isEqualTo("{\"task_id\": ");
  }

  @Test
  void setsAnElementOfAnArrayAside() throws IOException {
    Benchmark benchmark = read(HUMAN_EVAL, "[" + FIRST + ", 7, " + SECOND + "]");

    assertThat(benchmark.items()).extracting(BenchmarkItem::id).containsExactly("a", "b");
    assertThat(benchmark.unreadable())
        .extracting(UnreadableItem::line, UnreadableItem::reason)
        .containsExactly(tuple(2L, "not_an_object"));
  }

  @Test
  void keepsTheHeadOfAHugeUnreadableLine() throws IOException {
    Benchmark benchmark = read(HUMAN_EVAL, "x".repeat(50 << 20) + "\n" + FIRST);

    assertThat(benchmark.items()).hasSize(1);
    assertThat(benchmark.unreadable().get(0).head().remaining())
        .isEqualTo(UnreadableItem.HEAD_LENGTH);
  }

  @Test
  void keepsAndCountsAnItemWithoutSolution() throws IOException {
    Benchmark benchmark = read(HUMAN_EVAL, FIRST + "\n" + SECOND);

    assertThat(benchmark.itemsWithoutSolution()).isEqualTo(1);
    assertThat(benchmark.items().get(1).hasSolution()).isFalse();
  }

  @Test
  void refusesAnEmptyBenchmark() {
    assertThatThrownBy(() -> read(HUMAN_EVAL, ""))
        .isInstanceOf(DataException.class)
        .hasMessage("Cannot read benchmark test: it has no items (0 unreadable records)");
    assertThatThrownBy(() -> read(HUMAN_EVAL, "[]")).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> read(HUMAN_EVAL, "not JSON\n"))
        .hasMessageEndingWith("(1 unreadable records)");
  }

  @Test
  void refusesADuplicateId() {
    assertThatThrownBy(() -> read(HUMAN_EVAL, FIRST + "\n\n" + FIRST))
        .isInstanceOf(DataException.class)
        .hasMessage("Cannot read benchmark test: item a is on line 1 and again on line 3");
  }

  @Test
  void refusesAFileThatIsCutShort() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(FIRST.getBytes(StandardCharsets.UTF_8));
    }
    byte[] whole = packed.toByteArray();

    assertThat(read(HUMAN_EVAL, whole).items()).hasSize(1);
    assertThatThrownBy(() -> read(HUMAN_EVAL, Arrays.copyOf(whole, whole.length - 9)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Cannot read benchmark test: its gzip stream is broken");
    assertThatThrownBy(() -> read(HUMAN_EVAL, "[" + FIRST))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Cannot read benchmark test: its array is not JSON");
  }

  @Test
  void skipsAByteOrderMark() throws IOException {
    assertThat(read(HUMAN_EVAL, "\uFEFF" + FIRST).items()).hasSize(1);
    assertThat(read(HUMAN_EVAL, "\uFEFF\r\n[" + FIRST + "]").items()).hasSize(1);
  }

  @Test
  void readsAnyFileByAMapping() throws IOException {
    BenchmarkFormat format =
        new BenchmarkFormat.Mapped(
            "nr",
            Optional.of("/task/question"),
            NONE,
            Optional.of("answer"),
            Optional.of("checks"),
            NONE);

    Benchmark benchmark =
        read(
            format,
            "{\"nr\": 7, \"task\": {\"question\": \"Add.\"}, \"answer\": \"a + b\","
                + " \"checks\": [\"one\", \"two\"]}");

    assertThat(benchmark.items())
        .containsExactly(new BenchmarkItem("test", "7", "Add.", "", "a + b", "one\ntwo", ""));
  }

  @Test
  void refusesAMappingThatCannotFindAnything() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BenchmarkFormat.Mapped(" ", Optional.of("p"), NONE, NONE, NONE, NONE))
        .withMessageStartingWith("Invalid id:  ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BenchmarkFormat.Mapped("id", NONE, NONE, NONE, NONE, NONE))
        .withMessageStartingWith("Invalid prompt: none");
  }

  @Test
  void joinsPartsOnLinesOfTheirOwn() {
    BenchmarkItem item = new BenchmarkItem("b", "1", "Say it.", "", "print(1)\n", "run()", "");

    assertThat(item.text()).isEqualTo("Say it.\nprint(1)\nrun()");
    assertThat(item.textBeforeTests()).isEqualTo("Say it.\nprint(1)\n");
  }

  @Test
  void findsTheDocstringOfTheFunctionToComplete() {
    String prompt = "def g():\n  '''Not this.'''\n\ndef f(a,\n      b):\n  '''This.'''\n";

    assertThat(PromptParts.docstring(prompt, "f")).isEqualTo("This.");
    assertThat(PromptParts.docstring(prompt, "g")).isEqualTo("Not this.");
    assertThat(PromptParts.docstring(prompt, "")).isEqualTo("This.");
    assertThat(PromptParts.docstring("def f():\n  pass\n", "f")).isEmpty();
    assertThat(PromptParts.docstring("def f():\n  '''Open", "f")).isEqualTo("Open");
    assertThat(PromptParts.docstring("Write a function.", "f")).isEmpty();
    assertThat(PromptParts.of(prompt, "f").orElseThrow().start())
        .isEqualTo(prompt.indexOf("def f"));
  }

  private static Benchmark published(String file, BenchmarkFormat format) throws IOException {
    try (InputStream in = Files.newInputStream(TestData.published("benchmarks/" + file))) {
      return BenchmarkReader.read("test", format, in);
    }
  }

  private static Benchmark read(BenchmarkFormat format, String text) throws IOException {
    return read(format, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Benchmark read(BenchmarkFormat format, byte[] bytes) throws IOException {
    return BenchmarkReader.read("test", format, new ByteArrayInputStream(bytes));
  }

  @Test
  void readsTheFieldsOfThePresets() throws IOException {
    assertThat(
            parts(
                new BenchmarkFormat.MbppPlus(),
                "{'task_id': 2, 'prompt': 'Say it.', 'code': 'def f(): pass', 'test': 'f()'}"))
        .containsExactly("2", "Say it.", "def f(): pass", "f()", "");
    assertThat(
            parts(
                new BenchmarkFormat.MbppPlus(),
                "{'task_id': 'Mbpp/2', 'prompt': 'Say it.', 'canonical_solution': 'def f(): pass',"
                    + " 'entry_point': 'f'}"))
        .containsExactly("Mbpp/2", "Say it.", "def f(): pass", "", "f");
    assertThat(
            parts(
                new BenchmarkFormat.MultiPlE(),
                "{'name': 'HumanEval_0', 'language': 'js', 'prompt': 'function f(', 'tests': 't'}"))
        .containsExactly("HumanEval_0", "function f(", "", "t", "");
  }

  @Test
  void readsTheFirstOfSeveralSolutionsAndFieldsWithinFields() throws IOException {
    assertThat(
            parts(
                new BenchmarkFormat.Apps(),
                "{'problem_id': 7, 'question': 'Why?', 'solutions': '[~a~, ~b~]'}"))
        .containsExactly("7", "Why?", "a", "", "");
    assertThat(
            parts(
                new BenchmarkFormat.Apps(),
                "{'problem_id': 8, 'question': 'Why?', 'solutions': ''}"))
        .containsExactly("8", "Why?", "", "", "");
    assertThat(
            parts(
                new BenchmarkFormat.Ds1000(),
                "{'prompt': 'Sum', 'reference_code': 'x.sum()', 'code_context': 'c', 'metadata':"
                    + " {'problem_id': 3}}"))
        .containsExactly("3", "Sum", "x.sum()", "c", "");
  }

  private static List<String> parts(BenchmarkFormat format, String record) throws IOException {
    BenchmarkItem item =
        read(format, record.replace('\'', '"').replace("~", "\\\"")).items().get(0);
    return List.of(item.id(), item.prompt(), item.solution(), item.tests(), item.entryPoint());
  }
}
