package io.hornbook.jobs.ingest;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.hornbook.common.source.ColumnMapping;
import java.util.List;
import java.util.Optional;

/** Which column or property holds what of a document: {@link ColumnMapping} in a config. */
public record Columns(
    @JsonPropertyDescription("The text.") String text,
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

  ColumnMapping mapping() {
    return new ColumnMapping(
        text,
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
