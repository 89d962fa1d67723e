package io.hornbook.common.llm;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/** One line of a ledger's segment. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LedgerEvent.Segment.class, name = "segment"),
  @JsonSubTypes.Type(value = LedgerEvent.Intent.class, name = "intent"),
  @JsonSubTypes.Type(value = LedgerEvent.Answer.class, name = "answer"),
  @JsonSubTypes.Type(value = LedgerEvent.Unbilled.class, name = "unbilled"),
  @JsonSubTypes.Type(value = LedgerEvent.Doubt.class, name = "doubt"),
  @JsonSubTypes.Type(value = LedgerEvent.BatchIntent.class, name = "batch_intent"),
  @JsonSubTypes.Type(value = LedgerEvent.BatchCreated.class, name = "batch_created"),
  @JsonSubTypes.Type(value = LedgerEvent.BatchClosed.class, name = "batch_closed")
})
@JsonIgnoreProperties(ignoreUnknown = true)
public sealed interface LedgerEvent {
  /** The first line of a segment. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record Segment(int version, String writer) implements LedgerEvent {}

  /** A request is about to leave; {@code worstMicrousd} is the most that it can cost. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record Intent(
      String key,
      int attempt,
      String request,
      String annotator,
      int replicate,
      long worstMicrousd,
      String at)
      implements LedgerEvent {}

  /** A response came back and is paid for; {@code body} is all of it. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record Answer(
      String key,
      int attempt,
      String body,
      long inputTokens,
      long outputTokens,
      long costMicrousd,
      String at)
      implements LedgerEvent {}

  /** The server did not answer and says so; nothing is paid. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record Unbilled(String key, int attempt, String reason, String at) implements LedgerEvent {}

  /** No answer came; the server may have billed one. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record Doubt(String key, int attempt, String reason, String at) implements LedgerEvent {}

  /**
   * A batch of the calls of {@code keys} is about to be created, each of them intended just before;
   * {@code tokens} are theirs, as estimated.
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record BatchIntent(String batch, List<String> keys, long tokens, String at)
      implements LedgerEvent {}

  /** The server knows the batch by {@code serverId}. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record BatchCreated(String batch, String serverId, String at) implements LedgerEvent {}

  /** Nothing more comes of the batch: each of its calls is answered, unbilled or in doubt. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record BatchClosed(String batch, String status, String at) implements LedgerEvent {}
}
