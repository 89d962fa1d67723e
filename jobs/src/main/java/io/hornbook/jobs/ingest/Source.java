package io.hornbook.jobs.ingest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.hornbook.jobs.ingest.SourceSpec.Format;
import java.util.List;
import java.util.Optional;

/** A source, told apart by its {@code kind}. What is left out is unknown. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(name = "files", value = Source.Files.class),
  @JsonSubTypes.Type(name = "archives", value = Source.Archives.class),
  @JsonSubTypes.Type(name = "parquet", value = Source.Parquet.class),
  @JsonSubTypes.Type(name = "stack-exchange", value = Source.StackExchange.class),
  @JsonSubTypes.Type(name = "jsonl", value = Source.JsonLines.class)
})
public sealed interface Source {
  String NAME =
      "The name of the source, distinct in the config; it is part of every document's id.";
  String ROOT =
      "A folder or a file on any Hadoop file system; paths of documents are relative to the folder.";
  String INCLUDE = "Globs of the files below root that are read; left out: ";
  String EXCLUDE = "Globs of files that are not read; left out: none.";
  String REPOSITORY = "The repository of all documents; left out: ";
  String REVISION = "The commit of all documents.";
  String PRESET =
      "The corpus whose columns they are: the-stack, the-stack-dedup or starcoderdata; instead of"
          + " columns.";
  String LANGUAGE = "The language of all documents, lower case; left out: by name and first line.";
  String LICENCES = "The licences of all documents; an empty list: known to have none.";

  /** The name, part of every id. */
  String name();

  /** The folder or file. */
  String root();

  /** What an executor must know of the source. */
  @JsonIgnore
  SourceSpec spec();

  private static String checked(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("Invalid name: empty (expected the source's name)");
    }
    return name;
  }

  /** Files of a folder tree, each a document. */
  record Files(
      @JsonPropertyDescription(NAME) String name,
      @JsonPropertyDescription(ROOT) String root,
      @JsonPropertyDescription(INCLUDE + "all.") Optional<List<String>> include,
      @JsonPropertyDescription(EXCLUDE) Optional<List<String>> exclude,
      @JsonPropertyDescription(REPOSITORY + "unknown.") Optional<String> repository,
      @JsonPropertyDescription(REVISION) Optional<String> revision,
      @JsonPropertyDescription(LANGUAGE) Optional<String> language,
      @JsonPropertyDescription(LICENCES) Optional<List<String>> licences)
      implements Source {
    public Files {
      checked(name);
    }

    @Override
    public SourceSpec spec() {
      return SourceSpec.of(Format.FILE, this)
          .files(include.orElse(List.of()), exclude.orElse(List.of()))
          .about(repository, revision, language, licences);
    }
  }

  /** Archives (zip, jar, whl, tar and its packed forms), whose entries are documents. */
  record Archives(
      @JsonPropertyDescription(NAME) String name,
      @JsonPropertyDescription(ROOT) String root,
      @JsonPropertyDescription(
              "Globs of the archives below root; left out: every zip, jar, whl and tar.")
          Optional<List<String>> archives,
      @JsonPropertyDescription(
              "The folder of each archive whose entries are documents, cut off their paths; left"
                  + " out: the whole archive.")
          Optional<String> folder,
      @JsonPropertyDescription("Globs of entries below the folder; left out: all.")
          Optional<List<String>> include,
      @JsonPropertyDescription("Globs of entries that are left out; left out: none.")
          Optional<List<String>> exclude,
      @JsonPropertyDescription(REPOSITORY + "the path of the archive.") Optional<String> repository,
      @JsonPropertyDescription(REVISION) Optional<String> revision,
      @JsonPropertyDescription(LANGUAGE) Optional<String> language,
      @JsonPropertyDescription(LICENCES) Optional<List<String>> licences)
      implements Source {
    private static final List<String> ENDINGS =
        List.of("**/*.{zip,jar,whl,tar,tgz,tbz2,txz,tzst}", "**/*.tar.{gz,bz2,xz,zst}");

    public Archives {
      checked(name);
    }

    @Override
    public SourceSpec spec() {
      return SourceSpec.of(Format.ARCHIVE, this)
          .files(archives.orElse(ENDINGS), List.of())
          .entries(folder.orElse(""), include.orElse(List.of()), exclude.orElse(List.of()))
          .about(repository, revision, language, licences);
    }
  }

  /** Parquet files, a row a document, whose columns a preset knows or the config names. */
  record Parquet(
      @JsonPropertyDescription(NAME) String name,
      @JsonPropertyDescription(ROOT) String root,
      @JsonPropertyDescription(INCLUDE + "**/*.parquet.") Optional<List<String>> include,
      @JsonPropertyDescription(EXCLUDE) Optional<List<String>> exclude,
      @JsonPropertyDescription(PRESET) Optional<String> preset,
      @JsonPropertyDescription("Which column holds what; instead of preset.")
          Optional<Columns> columns,
      @JsonPropertyDescription(REPOSITORY + "as the row says.") Optional<String> repository,
      @JsonPropertyDescription(REVISION) Optional<String> revision,
      @JsonPropertyDescription(LANGUAGE) Optional<String> language,
      @JsonPropertyDescription(LICENCES) Optional<List<String>> licences)
      implements Source {
    public Parquet {
      checked(name);
      Columns.mapping(preset, columns);
    }

    @Override
    public SourceSpec spec() {
      return SourceSpec.of(Format.PARQUET, this)
          .files(include.orElse(List.of("**/*.parquet")), exclude.orElse(List.of()))
          .mapped(Columns.mapping(preset, columns))
          .about(repository, revision, language, licences);
    }
  }

  /** Dumps of Stack Exchange sites: a question with its answers is a document. */
  record StackExchange(
      @JsonPropertyDescription(NAME) String name,
      @JsonPropertyDescription(ROOT) String root,
      @JsonPropertyDescription(
              INCLUDE + "every Posts.xml, plain or packed, and every .7z with one inside.")
          Optional<List<String>> include,
      @JsonPropertyDescription(EXCLUDE) Optional<List<String>> exclude,
      @JsonPropertyDescription(
              REPOSITORY
                  + "the folder of Posts.xml, or the name of the .7z; the site, to its users.")
          Optional<String> repository,
      @JsonPropertyDescription("The language of all pages; left out: markdown.")
          Optional<String> language,
      @JsonPropertyDescription("The licences of pages whose posts name none.")
          Optional<List<String>> licences)
      implements Source {
    public StackExchange {
      checked(name);
    }

    @Override
    public SourceSpec spec() {
      return SourceSpec.of(Format.POSTS, this)
          .files(
              include.orElse(List.of("**/Posts.xml", "**/Posts.xml.{gz,bz2,xz,zst}", "**/*.7z")),
              exclude.orElse(List.of()))
          .about(repository, Optional.empty(), Optional.of(language.orElse("markdown")), licences);
    }
  }

  /** Files of one JSON object a line. */
  record JsonLines(
      @JsonPropertyDescription(NAME) String name,
      @JsonPropertyDescription(ROOT) String root,
      @JsonPropertyDescription(INCLUDE + "every .jsonl, plain or packed.")
          Optional<List<String>> include,
      @JsonPropertyDescription(EXCLUDE) Optional<List<String>> exclude,
      @JsonPropertyDescription(PRESET) Optional<String> preset,
      @JsonPropertyDescription(
              "Which property holds what, instead of preset; a name with dots reaches into nested"
                  + " objects.")
          Optional<Columns> columns,
      @JsonPropertyDescription(REPOSITORY + "as the record says.") Optional<String> repository,
      @JsonPropertyDescription(REVISION) Optional<String> revision,
      @JsonPropertyDescription(LANGUAGE) Optional<String> language,
      @JsonPropertyDescription(LICENCES) Optional<List<String>> licences)
      implements Source {
    public JsonLines {
      checked(name);
      Columns.mapping(preset, columns);
    }

    @Override
    public SourceSpec spec() {
      return SourceSpec.of(Format.JSON_LINES, this)
          .files(
              include.orElse(List.of("**/*.jsonl", "**/*.jsonl.{gz,bz2,xz,zst}")),
              exclude.orElse(List.of()))
          .mapped(Columns.mapping(preset, columns))
          .about(repository, revision, language, licences);
    }
  }
}
