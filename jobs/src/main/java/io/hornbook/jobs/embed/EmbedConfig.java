package io.hornbook.jobs.embed;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.hornbook.common.embed.EmbedderConfig;

/** The section {@code embed} of the config. */
public record EmbedConfig(
    @JsonPropertyDescription("what makes vectors of texts; the classifier is trained on them")
        EmbedderConfig embedder,
    @JsonPropertyDescription(
            "whether the vectors of all documents that are still in are written, beside those of labelled ones")
        boolean keepEmbeddings) {}
