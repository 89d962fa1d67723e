package io.hornbook.jobs.dedup;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** The section {@code index} of the config. */
public record IndexConfig(
    @JsonPropertyDescription(
            "whether a pipeline runs the job index, without which the run cannot be a base run")
        boolean keep) {}
