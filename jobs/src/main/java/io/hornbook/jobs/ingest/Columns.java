package io.hornbook.jobs.ingest;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.hornbook.common.source.ColumnMapping;
import java.util.List;
import java.util.Optional;

/** Which column or property holds what of a document: {@link ColumnMapping} in a config. */
public record Columns(
    @JsonPropertyDescription("The text; left out where blob names it.") Optional<String> text,
    @JsonPropertyDescription("The name of the object that holds the text.") Optional<String> blob,
    @JsonPropertyDescription(
            "The name of the text's encoding, where the text is bytes; left out: UTF-8, or as the"
                + " text declares.")
        Optional<String> encoding,
    @JsonPropertyDescription("The path; left out: the path of the file.") Optional<String> path,
    @JsonPropertyDescription("The repository.") Optional<String> repository,
    @JsonPropertyDescription("The commit.") Optional<String> revision,
    @JsonPropertyDescription("The language, in any case.") Optional<String> language,
    @JsonPropertyDescription("The licences: one, or a list.") Optional<String> licences,
    @JsonPropertyDescription("The stars, a whole number.") Optional<String> stars,
    @JsonPropertyDescription("The time of creation: a timestamp or ISO 8601.")
        Optional<String> createdAt,
    @JsonPropertyDescription("Columns that are kept as attributes, under their names.")
        Optional<List<String>> attributes) {

  /**
   * The mapping of a source: of its preset, or its own.
   *
   * @throws IllegalArgumentException if it has none, both, or a preset that no one knows
   */
  static ColumnMapping mapping(Optional<String> preset, Optional<Columns> columns) {
    if (preset.isPresent() == columns.isPresent()) {
      throw new IllegalArgumentException(
          "Invalid columns: %s (expected either preset or columns)"
              .formatted(preset.isPresent() ? "preset " + preset.get() + " as well" : "none"));
    }
    return columns.map(Columns::mapping).orElseGet(() -> ColumnMapping.preset(preset.get()));
  }

  private ColumnMapping mapping() {
    return new ColumnMapping(
        text.orElse(null),
        blob.orElse(null),
        encoding.orElse(null),
        path.orElse(null),
        repository.orElse(null),
        revision.orElse(null),
        language.orElse(null),
        licences.orElse(null),
        stars.orElse(null),
        createdAt.orElse(null),
        attributes.orElse(List.of()));
  }
}
