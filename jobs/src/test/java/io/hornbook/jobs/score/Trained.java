package io.hornbook.jobs.score;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hornbook.common.forest.Forest;
import io.hornbook.common.manifest.Accounting;
import io.hornbook.jobs.run.Job;
import io.hornbook.jobs.run.Outcome;
import io.hornbook.jobs.run.RunContext;
import java.util.List;
import java.util.Map;

/** Publishes a forest as {@code train-classifier} does. */
record Trained(String embedder, String digest, Forest forest, List<String> signals) implements Job {
  /** The table of a card: a cut at 0.5 takes a third, rightly. */
  private static final String CARD =
      """
      {"thresholds": [
        {"threshold": 0.25, "precision": 0.5, "recall": 1.0},
        {"threshold": 0.5, "precision": 1.0, "recall": 0.75}]}
      """;

  Trained(String embedder, String digest, Forest forest) {
    this(embedder, digest, forest, List.of());
  }

  @Override
  public String name() {
    return "train-classifier";
  }

  @Override
  public List<String> inputs() {
    return List.of();
  }

  @Override
  public Object config() {
    return Map.of();
  }

  @Override
  public Outcome run(RunContext context) {
    write(context, "forest.bin", forest.bytes());
    write(context, "model-card.json", CARD.getBytes(UTF_8));
    ObjectNode metrics = JsonNodeFactory.instance.objectNode().put("embedder", embedder);
    ArrayNode columns = metrics.putArray("signals");
    signals.forEach(columns::add);
    return new Outcome(Accounting.allKept("labelled texts", 0), metrics, Map.of("forest", digest));
  }

  private static void write(RunContext context, String name, byte[] content) {
    context
        .folder()
        .storage()
        .write(new org.apache.hadoop.fs.Path(context.attemptFolder(), name), content);
  }
}
