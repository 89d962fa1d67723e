package io.hornbook.common.testing;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.hornbook.common.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The published JSON schema of manifests. */
public final class ManifestSchema {
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(Manifest.class.getResourceAsStream("manifest-1.schema.json"));

  private ManifestSchema() {}

  /** What is wrong with a manifest's JSON, empty if nothing is. */
  public static List<String> problems(byte[] json) {
    return SCHEMA
        .validate(
            new String(json, StandardCharsets.UTF_8),
            InputFormat.JSON,
            context -> context.getExecutionConfig().setFormatAssertionsEnabled(true))
        .stream()
        .map(ValidationMessage::toString)
        .toList();
  }
}
