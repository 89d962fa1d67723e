package io.hornbook.common.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.hornbook.common.document.TextDecoder;
import io.hornbook.common.document.TextDecoder.Decoded;
import io.hornbook.common.document.TextDecoder.Decoding;
import io.hornbook.common.document.TextDecoder.Undecodable;
import io.hornbook.common.source.SourceRecord.Quarantined;
import java.io.IOException;
import java.util.Optional;

/**
 * A file of one JSON object a line, plain or packed ({@code .gz .zst .bz2 .xz}). A line that is
 * none is quarantined with its byte offset in the unpacked stream, and the next is read; a line
 * over the limit is passed over without being held; of a damaged stream the earlier lines are read
 * and one row stands for the rest. Blank lines are no records. A column name with dots reaches into
 * nested objects, unless a property has that very name.
 */
public final class JsonLinesReader extends RecordReader {
  private final SourceFile file;
  private final Defaults defaults;
  private final TextDecoder decoder;
  private final TextDecoder lineDecoder;
  private final ColumnMapping mapping;
  private final JsonObjects json;
  private final FileLines lines;
  private boolean finished;

  /**
   * A reader.
   *
   * @param range the part of a plain file whose lines are read; a packed file is read whole
   */
  public JsonLinesReader(
      SourceFile file,
      ByteRange range,
      Defaults defaults,
      TextDecoder decoder,
      ColumnMapping mapping) {
    this.file = file;
    this.defaults = defaults;
    this.decoder = decoder;
    this.lineDecoder = new TextDecoder(decoder.maxBytes(), Optional.empty());
    this.mapping = mapping;
    this.json = new JsonObjects(decoder.maxBytes());
    this.lines = new FileLines(file, range, decoder.maxBytes());
  }

  @Override
  protected SourceRecord advance() {
    while (!finished) {
      Lines.Line line;
      try {
        line = lines.next();
      } catch (IOException e) {
        finished = true;
        Lines.Line partial = lines.partial();
        return Quarantined.damaged(
            defaults.source(), file.path(), partial.offset(), e, partial.bytes());
      }
      if (line == null) {
        finished = true;
      } else if (!line.isBlank()) {
        return record(line);
      }
    }
    return null;
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
      JsonNode node = json.read(decoded.text());
      return node.isObject()
          ? mapping.record(JsonObjects.fields(node), file.path(), line.offset(), defaults, decoder)
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

  @Override
  public void close() {
    finished = true;
    lines.close();
  }
}
