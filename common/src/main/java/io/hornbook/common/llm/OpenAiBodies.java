package io.hornbook.common.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.core.JsonValue;
import com.openai.core.ObjectMappers;
import com.openai.models.ResponseFormatJsonObject;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import io.hornbook.common.llm.ChatRequest.AnswerFormat;

/** Requests as the SDK sends them, and as they stand in a line of a batch file. */
final class OpenAiBodies {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOLD =
      "\n\nAnswer with one JSON object that follows this JSON schema, and with nothing else:\n";

  private OpenAiBodies() {}

  static ChatCompletionCreateParams parameters(ChatRequest request) {
    ChatCompletionCreateParams.Builder builder =
        ChatCompletionCreateParams.builder()
            .model(request.model())
            .addSystemMessage(system(request))
            .addUserMessage(request.user())
            .maxCompletionTokens(request.maxOutputTokens());
    request.temperature().ifPresent(builder::temperature);
    request.schema().ifPresent(schema -> tell(schema, builder));
    request
        .extra()
        .forEach(
            (name, value) ->
                builder.putAdditionalBodyProperty(name, JsonValue.fromJsonNode(value)));
    return builder.build();
  }

  /** The system message, which ends with the schema where the server is not told it otherwise. */
  private static String system(ChatRequest request) {
    return request
        .schema()
        .filter(schema -> schema.format() != AnswerFormat.JSON_SCHEMA)
        .map(schema -> request.system() + TOLD + schema.json())
        .orElse(request.system());
  }

  private static void tell(
      ChatRequest.AnswerSchema schema, ChatCompletionCreateParams.Builder builder) {
    switch (schema.format()) {
      case JSON_SCHEMA -> builder.responseFormat(format(schema));
      case JSON_OBJECT -> builder.responseFormat(ResponseFormatJsonObject.builder().build());
      case PROMPT -> {} // the system message says it
    }
  }

  static EmbeddingCreateParams parameters(EmbeddingRequest request) {
    EmbeddingCreateParams.Builder builder =
        EmbeddingCreateParams.builder()
            .model(request.model())
            .inputOfArrayOfStrings(request.texts())
            .encodingFormat(EmbeddingCreateParams.EncodingFormat.BASE64);
    request.dimensions().ifPresent(builder::dimensions);
    return builder.build();
  }

  /** The request's body as a line of a batch file holds it. */
  static JsonNode json(LlmRequest request) {
    Object body =
        request instanceof ChatRequest chat
            ? parameters(chat)._body()
            : parameters((EmbeddingRequest) request)._body();
    return ObjectMappers.jsonMapper().valueToTree(body);
  }

  private static ResponseFormatJsonSchema format(ChatRequest.AnswerSchema schema) {
    ResponseFormatJsonSchema.JsonSchema.Schema.Builder properties =
        ResponseFormatJsonSchema.JsonSchema.Schema.builder();
    parsed(schema.json())
        .properties()
        .forEach(
            property ->
                properties.putAdditionalProperty(
                    property.getKey(), JsonValue.fromJsonNode(property.getValue())));
    return ResponseFormatJsonSchema.builder()
        .jsonSchema(
            ResponseFormatJsonSchema.JsonSchema.builder()
                .name(schema.name())
                .strict(true)
                .schema(properties.build())
                .build())
        .build();
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Invalid answer schema: " + e.getOriginalMessage(), e);
    }
  }
}
