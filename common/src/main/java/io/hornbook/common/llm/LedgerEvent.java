package io.hornbook.common.llm;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/** One line of a ledger's segment. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LedgerEvent.Segment.class, name = "segment"),
  @JsonSubTypes.Type(value = LedgerEvent.Intent.class, name = "intent"),
  @JsonSubTypes.Type(value = LedgerEvent.Answer.class, name = "answer"),
  @JsonSubTypes.Type(value = LedgerEvent.Unbilled.class, name = "unbilled"),
  @JsonSubTypes.Type(value = LedgerEvent.Doubt.class, name = "doubt")
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
}
