package io.hornbook.jobs.takedown;

import io.hornbook.common.optout.DenyEntry;
import java.util.Optional;

/**
 * A document that a deny-list names, or a copy of such.
 *
 * @param id in hex
 * @param run the root of the run whose ingest took it in
 * @param source the source
 * @param repository the repository, or {@code null}
 * @param path the path
 * @param reason {@code opted_out} or {@code opted_out_copy}
 * @param contentSha256 of its bytes, in hex
 * @param entry the entry that names it; none of a copy
 */
public record FoundDocument(
    String id,
    String run,
    String source,
    String repository,
    String path,
    String reason,
    String contentSha256,
    Optional<DenyEntry> entry) {}
