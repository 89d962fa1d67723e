package io.hornbook.common.source;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.hornbook.common.document.Document;
import io.hornbook.common.document.Provenance;
import io.hornbook.common.document.Sha256;
import io.hornbook.common.document.TextDecoder;
import io.hornbook.common.document.TextDecoder.Decoded;
import io.hornbook.common.document.TextDecoder.Decoding;
import io.hornbook.common.document.TextDecoder.Undecodable;
import io.hornbook.common.source.SourceRecord.Quarantined;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which column of a table, or which property of a JSON object, holds what of a document. A value
 * that is {@code null} in the record is taken from the config of its source.
 *
 * @param text the text; {@code null} where {@code blob} names it
 * @param blob the name of the object that holds the text in a store of blobs; {@code null} where
 *     the record holds the text
 * @param encoding the encoding of the text's bytes, by its name
 * @param path the path; {@code null}: the path of the file that holds the record
 * @param repository the repository
 * @param revision the commit
 * @param language the language, in any case
 * @param licences the licences: one, or a list
 * @param stars the stars of the repository: a whole number
 * @param createdAt when it began: a timestamp, or text in ISO 8601 (UTC where it names no zone)
 * @param attributes columns that are kept as attributes, under their names
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
public record ColumnMapping(
    String text,
    String blob,
    String encoding,
    String path,
    String repository,
    String revision,
    String language,
    String licences,
    String stars,
    String createdAt,
    List<String> attributes)
    implements Serializable {

  private static final Map<String, ColumnMapping> PRESETS = presets();

  public ColumnMapping {
    if ((text == null || text.isEmpty()) == (blob == null || blob.isEmpty())) {
      throw new IllegalArgumentException(
          "Invalid columns: text is %s and blob %s (expected the column of the text, or that of the blob that holds it)"
              .formatted(text, blob));
    }
    attributes = attributes == null ? List.of() : List.copyOf(attributes);
  }

  /**
   * The mapping of a known corpus, from {@code columns.yaml} beside this class.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static ColumnMapping preset(String name) {
    ColumnMapping preset = PRESETS.get(name);
    if (preset == null) {
      throw new IllegalArgumentException(
          "Invalid preset: %s (expected one of %s)"
              .formatted(name, String.join(", ", PRESETS.keySet())));
    }
    return preset;
  }

  /** The names of the presets, sorted. */
  public static List<String> presetNames() {
    return List.copyOf(PRESETS.keySet());
  }

  private static Map<String, ColumnMapping> presets() {
    try (InputStream in = ColumnMapping.class.getResourceAsStream("columns.yaml")) {
      return new YAMLMapper()
          .readValue(
              Objects.requireNonNull(in, "columns.yaml"),
              new TypeReference<TreeMap<String, ColumnMapping>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every column that the mapping names. */
  public List<String> columns() {
    return Stream.concat(types().keySet().stream(), attributes.stream()).distinct().toList();
  }

  /** The column that holds the text, or names the blob that does. */
  public String content() {
    return text == null ? blob : text;
  }

  /** The columns without which a record has no text and no name. */
  List<String> named() {
    return Stream.of(content(), path).filter(Objects::nonNull).toList();
  }

  /** The type that each column has, but for attributes, which may have any. */
  Map<String, FieldTypes.Type> types() {
    Map<String, FieldTypes.Type> types = new LinkedHashMap<>();
    Stream.of(content(), encoding, path, repository, revision, language)
        .filter(Objects::nonNull)
        .forEach(column -> types.put(column, FieldTypes::text));
    put(types, licences, FieldTypes::texts);
    put(types, stars, FieldTypes::whole);
    put(types, createdAt, FieldTypes::instant);
    return types;
  }

  private static void put(Map<String, FieldTypes.Type> types, String column, FieldTypes.Type type) {
    if (column != null) {
      types.putIfAbsent(column, type);
    }
  }

  /**
   * The document of a record that holds its text, or why it is none.
   *
   * @param fields the record's values
   * @param file the path of the file that holds it
   * @param offset where it begins in the file
   */
  public SourceRecord record(
      Fields fields, String file, long offset, Defaults defaults, TextDecoder decoder) {
    try {
      Object content = fields.value(text);
      if (content == null) {
        return missing(text, file, offset, defaults);
      }
      if (content instanceof byte[] bytes) {
        return record(fields, bytes, file, offset, defaults, decoder);
      }
      String given = FieldTypes.text(fields, text);
      return decoded(fields, decoder.check(given), utf8(given), file, offset, defaults);
    } catch (FieldTypes.MistypedFieldException e) {
      return mistyped(e, file, offset, defaults);
    }
  }

  /**
   * The document of a record whose text is {@code bytes}, or why it is none. They are in the
   * encoding that the record names, where it names one and they are; else as {@link
   * TextDecoder#decode} finds.
   */
  public SourceRecord record(
      Fields fields,
      byte[] bytes,
      String file,
      long offset,
      Defaults defaults,
      TextDecoder decoder) {
    try {
      Decoding decoding = decoder.decode(bytes, charset(FieldTypes.text(fields, encoding)));
      return decoded(fields, decoding, bytes, file, offset, defaults);
    } catch (FieldTypes.MistypedFieldException e) {
      return mistyped(e, file, offset, defaults);
    }
  }

  /** A record without the text, or without the name of its blob. */
  public static Quarantined missing(String column, String file, long offset, Defaults defaults) {
    String error = "Invalid record: " + column + " is null (expected a text)";
    return Quarantined.of(
        defaults.source(), file, offset, Quarantined.MISSING_TEXT, error, new byte[0]);
  }

  private static Quarantined mistyped(
      FieldTypes.MistypedFieldException cause, String file, long offset, Defaults defaults) {
    return Quarantined.of(
        defaults.source(),
        file,
        offset,
        Quarantined.MISTYPED_FIELD,
        cause.getMessage(),
        cause.head());
  }

  private SourceRecord decoded(
      Fields fields, Decoding decoding, byte[] bytes, String file, long offset, Defaults defaults) {
    return decoding instanceof Decoded decoded
        ? new SourceRecord.Read(document(fields, file, defaults, decoded.text(), bytes))
        : Quarantined.of(defaults.source(), file, offset, (Undecodable) decoding, bytes);
  }

  /** An encoding that this JVM does not know is as good as none. */
  private static Optional<Charset> charset(String name) {
    try {
      return name != null && Charset.isSupported(name)
          ? Optional.of(Charset.forName(name))
          : Optional.empty();
    } catch (IllegalCharsetNameException e) {
      return Optional.empty();
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Document document(
      Fields fields, String file, Defaults defaults, String decoded, byte[] bytes) {
    String name = or(FieldTypes.text(fields, path), file);
    String spoken = or(FieldTypes.text(fields, language), defaults.language());
    return new Document(
        new Provenance(
            defaults.source(),
            or(FieldTypes.text(fields, repository), defaults.repository()),
            name,
            or(FieldTypes.text(fields, revision), defaults.revision())),
        spoken == null ? Language.of(name, decoded).orElse(null) : Language.named(spoken),
        or(FieldTypes.texts(fields, licences), defaults.licences()),
        FieldTypes.whole(fields, stars),
        FieldTypes.instant(fields, createdAt),
        attributes(fields),
        decoded,
        bytes.length,
        Sha256.of(bytes));
  }

  private Map<String, String> attributes(Fields fields) {
    Map<String, String> kept = new LinkedHashMap<>();
    for (String attribute : attributes) {
      Object value = fields.value(attribute);
      if (value != null) {
        kept.put(attribute, value.toString());
      }
    }
    return kept.isEmpty() ? null : kept;
  }

  private static <T> T or(T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}
