package io.hornbook.jobs.label;

import io.hornbook.common.llm.CallKey;
import io.hornbook.common.llm.ChatRequest;
import io.hornbook.common.llm.Forecast;
import io.hornbook.common.llm.Ledger;
import io.hornbook.common.llm.LlmCall;
import io.hornbook.common.llm.Price;
import io.hornbook.common.llm.ScoreAnnotator;
import io.hornbook.common.llm.Usage;
import io.hornbook.jobs.label.LabelRows.Content;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The questions that are asked, by the key of their calls. Texts that are equal once redacted and
 * truncated share a question, which is paid for once.
 */
final class Questions {
  /** A sampled text that a question is about. */
  record Asked(Content content, Stratum stratum, String path, int replicate) {
    String source() {
      return stratum.source();
    }
  }

  /** A rendered question: the two messages. */
  record Prompt(String system, String user) {}

  /** A question's size: tokens by the vocabulary, and the most that any vocabulary makes. */
  private record Size(CallKey key, long inputTokens, long maxInputTokens) {}

  private final ScoreAnnotator annotator;
  private final String annotatorId;
  private final Dataset<Row> rows;
  private final Map<String, List<Asked>> asked = new LinkedHashMap<>();
  private final Map<String, Size> sizes = new LinkedHashMap<>();
  private long documents;
  private long labels;
  private long truncated;

  /** Reads all but the messages of {@code rows} (QuestionRenderer.SCHEMA) to the driver. */
  Questions(ScoreAnnotator annotator, Dataset<Row> rows) {
    this.annotator = annotator;
    this.annotatorId = annotator.fingerprint().id();
    this.rows = rows;
    rows.drop("user").toLocalIterator().forEachRemaining(this::add);
  }

  private void add(Row row) {
    documents++;
    labels += row.<Integer>getAs("replicates");
    truncated += row.getAs("truncated") ? 1 : 0;
    Content content = new Content(HexFormat.of().formatHex(row.getAs("content_sha256")));
    Stratum stratum = new Stratum(row.getAs("source"), row.getAs("language"), row.getAs("decile"));
    for (int replicate = 0; replicate < row.<Integer>getAs("replicates"); replicate++) {
      CallKey key = new CallKey(row.getAs("request"), annotatorId, replicate);
      asked
          .computeIfAbsent(key.hex(), hex -> new ArrayList<>())
          .add(new Asked(content, stratum, row.getAs("path"), replicate));
      sizes.put(key.hex(), new Size(key, row.getAs("input_tokens"), row.getAs("max_input_tokens")));
    }
  }

  /** Sampled documents. */
  long documents() {
    return documents;
  }

  /** Labels that are asked for: one a sampled document and replicate. */
  long labels() {
    return labels;
  }

  /** Sampled documents of which a part is left out. */
  long truncated() {
    return truncated;
  }

  /** Distinct calls. */
  long calls() {
    return asked.size();
  }

  /** The texts by the key of the call that asks about them. */
  Map<String, List<Asked>> asked() {
    return asked;
  }

  /** What the calls that the ledger has no answer to will cost. */
  Forecast forecast(Ledger ledger, Price price, long usualAnswerTokens) {
    List<Size> open = sizes.values().stream().filter(size -> !ledger.answered(size.key())).toList();
    long input = open.stream().mapToLong(Size::inputTokens).sum();
    long output = open.size() * usualAnswerTokens;
    long worst =
        open.stream()
            .mapToLong(
                size ->
                    price.microusd(
                        new Usage(size.maxInputTokens(), 0, annotator.maxAnswerTokens())))
            .sum();
    return new Forecast(
        documents, open.size(), input, output, price.microusd(new Usage(input, 0, output)), worst);
  }

  /** The first {@code count} questions, by the hash of their request. */
  List<Prompt> first(int count) {
    return rows.orderBy("request").limit(count).select("user").collectAsList().stream()
        .map(row -> annotator.request(row.getString(0)))
        .map(request -> new Prompt(request.system(), request.user()))
        .toList();
  }

  /** The calls, read one by one. */
  Iterator<LlmCall<ChatRequest>> iterator() {
    Iterable<Row> each = () -> rows.select("replicates", "input_tokens", "user").toLocalIterator();
    return StreamSupport.stream(each.spliterator(), false).flatMap(this::calls).iterator();
  }

  private Stream<LlmCall<ChatRequest>> calls(Row row) {
    ChatRequest request = annotator.request(row.getAs("user"));
    return IntStream.range(0, row.<Integer>getAs("replicates"))
        .mapToObj(
            replicate ->
                LlmCall.of(request, annotatorId, replicate, row.<Long>getAs("input_tokens")));
  }
}
