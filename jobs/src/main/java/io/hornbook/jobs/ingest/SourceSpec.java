package io.hornbook.jobs.ingest;

import io.hornbook.common.source.ColumnMapping;
import io.hornbook.common.source.Defaults;
import io.hornbook.common.source.PageRules;
import io.hornbook.common.source.PathFilter;
import io.hornbook.common.source.RecordReader;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * A source as executors see it: all of its config but where it lies.
 *
 * @param format how its files are read
 * @param defaults what holds of all its documents
 * @param include globs of its files
 * @param exclude globs of files that are left out
 * @param folder of an archive: the folder that is cut off
 * @param entryInclude of an archive: globs of its entries
 * @param entryExclude of an archive: globs of entries that are left out
 * @param mapping of records with columns: which holds what; else {@code null}
 * @param rules of questions: which are taken
 */
record SourceSpec(
    Format format,
    Defaults defaults,
    List<String> include,
    List<String> exclude,
    String folder,
    List<String> entryInclude,
    List<String> entryExclude,
    ColumnMapping mapping,
    PageRules rules)
    implements Serializable {

  /** How a file is read. */
  enum Format {
    FILE,
    ARCHIVE,
    PARQUET,
    POSTS,
    JSON_LINES
  }

  static SourceSpec of(Format format, Source source) {
    Defaults defaults = new Defaults(source.name(), null, null, null, null);
    return new SourceSpec(
        format, defaults, List.of(), List.of(), "", List.of(), List.of(), null, PageRules.NONE);
  }

  SourceSpec files(List<String> included, List<String> excluded) {
    return new SourceSpec(
        format,
        defaults,
        List.copyOf(included),
        List.copyOf(excluded),
        folder,
        entryInclude,
        entryExclude,
        mapping,
        rules);
  }

  SourceSpec entries(String below, List<String> included, List<String> excluded) {
    return new SourceSpec(
        format,
        defaults,
        include,
        exclude,
        below,
        List.copyOf(included),
        List.copyOf(excluded),
        mapping,
        rules);
  }

  SourceSpec mapped(ColumnMapping columns) {
    return new SourceSpec(
        format, defaults, include, exclude, folder, entryInclude, entryExclude, columns, rules);
  }

  SourceSpec ruled(PageRules pages) {
    return new SourceSpec(
        format, defaults, include, exclude, folder, entryInclude, entryExclude, mapping, pages);
  }

  SourceSpec about(
      Optional<String> repository,
      Optional<String> revision,
      Optional<String> language,
      Optional<List<String>> licences) {
    Defaults known =
        new Defaults(
            defaults.source(),
            repository.orElse(null),
            revision.orElse(null),
            language.orElse(null),
            licences.orElse(null));
    return new SourceSpec(
        format, known, include, exclude, folder, entryInclude, entryExclude, mapping, rules);
  }

  /** The source's name. */
  String name() {
    return defaults.source();
  }

  /** Whether a file of that path may be read in ranges: lines that are not packed. */
  boolean isSplittable(String path) {
    return switch (format) {
      case FILE, ARCHIVE, PARQUET -> false;
      case POSTS, JSON_LINES -> !RecordReader.isPacked(path);
    };
  }

  /** Which files are read. */
  PathFilter files() {
    return new PathFilter(include, exclude);
  }

  /** Which entries of an archive are read. */
  PathFilter entries() {
    return new PathFilter(entryInclude, entryExclude);
  }
}
