package io.hornbook.common.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hornbook.common.document.TextDecoder;
import io.hornbook.common.document.TextDecoder.Decoded;
import io.hornbook.common.document.TextDecoder.Decoding;
import io.hornbook.common.document.TextDecoder.Undecodable;
import io.hornbook.common.source.SourceRecord.Quarantined;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file of one JSON object a line, plain or packed ({@code .gz .zst .bz2 .xz}). A line that is
 * none is quarantined with its byte offset in the unpacked stream, and the next is read; a line
 * over the limit is passed over without being held; of a damaged stream the earlier lines are read
 * and one row stands for the rest. Blank lines are no records. A column name with dots reaches into
 * nested objects, unless a property has that very name.
 */
public final class JsonLinesReader extends RecordReader {
  private static final int MAX_DEPTH = 200;

  private final SourceFile file;
  private final Defaults defaults;
  private final TextDecoder decoder;
  private final TextDecoder lineDecoder;
  private final ColumnMapping mapping;
  private final ObjectReader json;
  private InputStream in;
  private Lines lines;
  private boolean finished;

  public JsonLinesReader(
      SourceFile file, Defaults defaults, TextDecoder decoder, ColumnMapping mapping) {
    this.file = file;
    this.defaults = defaults;
    this.decoder = decoder;
    this.lineDecoder = new TextDecoder(decoder.maxBytes(), Optional.empty());
    this.mapping = mapping;
    this.json = json((int) Math.min(decoder.maxBytes(), Integer.MAX_VALUE));
  }

  private static ObjectReader json(int maxLength) {
    JsonMapper mapper =
        JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxStringLength(maxLength)
                .maxNestingDepth(MAX_DEPTH)
                .build());
    return mapper.readerFor(JsonNode.class);
  }

  @Override
  protected SourceRecord advance() {
    while (!finished) {
      Lines.Line line;
      try {
        open();
        line = lines.next();
      } catch (IOException e) {
        finished = true;
        Lines.Line partial = lines == null ? null : lines.partial();
        return Quarantined.damaged(
            defaults.source(),
            file.path(),
            partial == null ? 0 : partial.offset(),
            e,
            partial == null ? new byte[0] : partial.bytes());
      }
      if (line == null) {
        finished = true;
      } else if (!blank(line)) {
        return record(line);
      }
    }
    return null;
  }

  private void open() throws IOException {
    if (lines == null) {
      in = Storage.open(file);
      in = Compression.unpack(file.path(), in);
      lines = new Lines(in, decoder.maxBytes());
    }
  }

  private static boolean blank(Lines.Line line) {
    for (byte b : line.bytes()) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return line.whole();
  }

  private SourceRecord record(Lines.Line line) {
    if (!line.whole()) {
      return quarantined(line, TextDecoder.tooLarge(line.length(), decoder.maxBytes()));
    }
    Decoding decoding = lineDecoder.decode(line.bytes());
    if (!(decoding instanceof Decoded decoded)) {
      return quarantined(line, (Undecodable) decoding);
    }
    try {
      JsonNode node = json.readValue(decoded.text());
      return node.isObject()
          ? mapping.record(
              column -> value(property(node, column)),
              file.path(),
              line.offset(),
              defaults,
              decoder)
          : notJson(line, "Invalid line: " + node.getNodeType() + " (expected an object)");
    } catch (JsonProcessingException e) {
      return notJson(line, "Invalid line: " + e.getOriginalMessage());
    }
  }

  private Quarantined notJson(Lines.Line line, String error) {
    return Quarantined.of(
        defaults.source(), file.path(), line.offset(), Quarantined.NOT_JSON, error, line.bytes());
  }

  private Quarantined quarantined(Lines.Line line, Undecodable why) {
    return Quarantined.of(defaults.source(), file.path(), line.offset(), why, line.bytes());
  }

  private static JsonNode property(JsonNode object, String column) {
    JsonNode whole = object.get(column);
    return whole != null || column.indexOf('.') < 0
        ? whole
        : object.at("/" + column.replace("~", "~0").replace("/", "~1").replace('.', '/'));
  }

  private static Object value(JsonNode node) {
    if (node == null || node.isNull() || node.isMissingNode()) {
      return null;
    }
    if (node.isArray()) {
      List<Object> values = new ArrayList<>();
      node.forEach(element -> values.add(value(element)));
      return values;
    }
    if (node.isNumber()) {
      return node.numberValue();
    }
    return node.isTextual() ? node.textValue() : node.isBoolean() ? node.booleanValue() : node;
  }

  @Override
  public void close() {
    finished = true;
    close(in);
  }
}
