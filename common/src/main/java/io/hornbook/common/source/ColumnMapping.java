package io.hornbook.common.source;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Which column of a table, or which property of a JSON object, holds what of a document. A value
 * that is {@code null} in the record is taken from the config of its source.
 *
 * @param text the text
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
    String path,
    String repository,
    String revision,
    String language,
    String licences,
    String stars,
    String createdAt,
    List<String> attributes)
    implements Serializable {

  public ColumnMapping {
    if (text == null || text.isEmpty()) {
      throw new IllegalArgumentException("Invalid text: empty (expected the column of the text)");
    }
    attributes = attributes == null ? List.of() : List.copyOf(attributes);
  }

  /** The mapping of a known corpus: the file {@code columns/<name>.json} beside this class. */
  public static ColumnMapping preset(String name) {
    try (InputStream in = ColumnMapping.class.getResourceAsStream("columns/" + name + ".json")) {
      return JsonMapper.builder()
          .build()
          .readValue(Objects.requireNonNull(in, name), ColumnMapping.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every column that the mapping names. */
  public List<String> columns() {
    Stream<String> fields =
        Stream.of(text, path, repository, revision, language, licences, stars, createdAt);
    return Stream.concat(fields.filter(Objects::nonNull), attributes.stream()).distinct().toList();
  }

  /**
   * The document of a record, or why it is none.
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
        String error = "Invalid record: " + text + " is null (expected a text)";
        return Quarantined.of(
            defaults.source(), file, offset, Quarantined.MISSING_TEXT, error, new byte[0]);
      }
      byte[] raw = content instanceof byte[] packed ? packed : null;
      byte[] bytes = raw != null ? raw : utf8(FieldTypes.text(fields, text));
      Decoding decoding =
          raw != null ? decoder.decode(raw) : decoder.check(FieldTypes.text(fields, text));
      return decoding instanceof Decoded decoded
          ? new SourceRecord.Read(document(fields, file, defaults, decoded.text(), bytes))
          : Quarantined.of(defaults.source(), file, offset, (Undecodable) decoding, bytes);
    } catch (FieldTypes.MistypedFieldException e) {
      return Quarantined.of(
          defaults.source(), file, offset, Quarantined.MISTYPED_FIELD, e.getMessage(), e.head());
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
