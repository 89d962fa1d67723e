package io.hornbook.common.llm;

import io.hornbook.common.llm.CallFailure.Reason;
import io.hornbook.common.llm.Ledger.BatchAnswer;
import io.hornbook.common.llm.Ledger.OpenBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a finished batch holds: rows in any order, twice, or missing, matched by the call's key and
 * never by their place. Answers are kept as they are read, the first of each call.
 */
final class BatchResults {
  private static final int GROUP = 500;
  private static final String EXPIRED = "batch_expired";

  private final Ledger ledger;
  private final OpenBatch batch;
  private final Price price;
  private final Set<String> answers = new HashSet<>();
  private final Map<String, Reason> failures = new LinkedHashMap<>();
  private final Map<String, String> details = new HashMap<>();
  private final List<BatchAnswer> group = new ArrayList<>();
  private long answered;

  BatchResults(Ledger ledger, OpenBatch batch, Price price) {
    this.ledger = ledger;
    this.batch = batch;
    this.price = price;
  }

  void add(BatchServer.Row row) {
    if (!batch.attempts().containsKey(row.call()) || answers.contains(row.call())) {
      return;
    }
    if (row.status() / 100 == 2) {
      answers.add(row.call());
      failures.remove(row.call());
      keep(row);
    } else {
      String text = row.error().isEmpty() ? row.body() : row.error();
      failures.put(row.call(), reason(row));
      details.put(row.call(), ChatAnswer.head("status " + row.status() + ": " + text));
    }
  }

  private static Reason reason(BatchServer.Row row) {
    if (row.status() != 0) {
      return OpenAiFailures.reason(row.status(), row.body());
    }
    return row.error().startsWith(EXPIRED) ? Reason.BATCH_EXPIRED : Reason.SERVER_ERROR;
  }

  /** An answer that an earlier look has kept is not kept again. */
  private void keep(BatchServer.Row row) {
    int attempt = batch.attempts().get(row.call());
    long worst = ledger.worstMicrousd(row.call(), attempt);
    if (worst == Ledger.NOT_OPEN) {
      return;
    }
    Usage none = new Usage(0, 0, 0);
    var usage = Usage.of(row.body());
    long cost = usage.map(price::microusd).orElse(worst);
    group.add(new BatchAnswer(row.call(), attempt, row.body(), usage.orElse(none), cost));
    answered++;
    if (group.size() >= GROUP) {
      flush();
    }
  }

  private void flush() {
    if (!group.isEmpty()) {
      ledger.answerAll(group);
      group.clear();
    }
  }

  /** Keeps what is left, and names why each call without an answer has none. */
  void close(BatchServer.State state) {
    flush();
    Reason missing = missing(state);
    for (String call : batch.attempts().keySet()) {
      if (!answers.contains(call) && !failures.containsKey(call)) {
        failures.put(call, missing);
        details.put(call, ChatAnswer.head("batch " + state.status() + ": " + state.errors()));
      }
    }
    ledger.closeBatch(batch, state.status(), failures);
  }

  private Reason missing(BatchServer.State state) {
    if (state.status().equals("failed")) {
      return Reason.BATCH_FAILED;
    }
    if (state.answered().isEmpty() || state.answered().getAsLong() > answers.size()) {
      return Reason.LOST_ROW;
    }
    return state.status().equals("completed") ? Reason.NO_ROW : Reason.BATCH_EXPIRED;
  }

  /** Answers that were not kept before. */
  long answered() {
    return answered;
  }

  /** What the server said of the calls without an answer. */
  Map<String, String> details() {
    return details;
  }
}
