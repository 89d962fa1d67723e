package io.hornbook.jobs.ingest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.hornbook.common.source.PageRules;
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
      "The corpus whose columns they are: the-stack, the-stack-dedup, the-stack-smol, the-stack-v2 or"
          + " starcoderdata; instead of columns.";
  String LANGUAGE = "The language of all documents, lower case; left out: by name and first line.";
  String LICENCES = "The licences of all documents; an empty list: known to have none.";

  /** The name, part of every id. */
  String name();

  /** The folder or file. */
  String root();

  /** What an executor must know of the source. */
  @JsonIgnore
  SourceSpec spec();

  /** The folder of the blobs that its records name, if they do. */
  @JsonIgnore
  default Optional<String> store() {
    return Optional.empty();
  }

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
      @JsonPropertyDescription(
              "The folder of the objects that hold the texts, gzipped, by their names, such as"
                  + " s3a://softwareheritage/content; with the preset the-stack-v2 or columns.blob.")
          Optional<String> blobs,
      @JsonPropertyDescription(REPOSITORY + "as the row says.") Optional<String> repository,
      @JsonPropertyDescription(REVISION) Optional<String> revision,
      @JsonPropertyDescription(LANGUAGE) Optional<String> language,
      @JsonPropertyDescription(LICENCES) Optional<List<String>> licences)
      implements Source {
    public Parquet {
      checked(name);
      if (blobs.isPresent() != (Columns.mapping(preset, columns).blob() != null)) {
        throw new IllegalArgumentException(
            "Invalid blobs: %s (expected a folder where a column names blobs, and none elsewhere)"
                .formatted(blobs.orElse("none")));
      }
    }

    @Override
    public Optional<String> store() {
      return blobs;
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
          Optional<List<String>> licences,
      @JsonPropertyDescription("The lowest score of a question that is taken; left out: any.")
          Optional<Long> minScore,
      @JsonPropertyDescription(
              "How many answers a question that is taken has at least; left out: none. StarCoder2"
                  + " took 3.")
          Optional<Integer> minAnswers,
      @JsonPropertyDescription("A question that is taken bears one of these tags; left out: any.")
          Optional<List<String>> tags)
      implements Source {
    public StackExchange {
      checked(name);
      rules(minScore, minAnswers, tags);
    }

    private static PageRules rules(
        Optional<Long> minScore, Optional<Integer> minAnswers, Optional<List<String>> tags) {
      return new PageRules(minScore.orElse(null), minAnswers.orElse(0), tags.orElse(List.of()));
    }

    @Override
    public SourceSpec spec() {
      return SourceSpec.of(Format.POSTS, this)
          .files(
              include.orElse(List.of("**/Posts.xml", "**/Posts.xml.{gz,bz2,xz,zst}", "**/*.7z")),
              exclude.orElse(List.of()))
          .ruled(rules(minScore, minAnswers, tags))
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
      if (Columns.mapping(preset, columns).blob() != null) {
        throw new IllegalArgumentException(
            "Invalid columns: blob (expected the column of the text; blobs belong to kind parquet)");
      }
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
