package io.hornbook.common.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hornbook.common.failure.DataException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Reads one benchmark file; the package description says what is an error and what is set aside.
 */
public final class BenchmarkReader {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final String name;
  private final FieldMapping mapping;
  private final List<BenchmarkItem> items = new ArrayList<>();
  private final List<UnreadableItem> unreadable = new ArrayList<>();
  private final Map<String, Long> lineById = new HashMap<>();

  private BenchmarkReader(String name, BenchmarkFormat format) {
    this.name = name;
    this.mapping = format.mapping();
  }

  /**
   * The benchmark in a file; the stream is read to its end and left open.
   *
   * @param name the benchmark's name, which its items carry
   * @throws DataException when the file is cut short, is an array that is not JSON, has no item or
   *     names one id twice
   * @throws IOException when the file cannot be read at all
   */
  public static Benchmark read(String name, BenchmarkFormat format, InputStream file)
      throws IOException {
    BenchmarkReader reader = new BenchmarkReader(name, format);
    byte[] bytes = reader.unpacked(file);
    int start = startsWith(bytes, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
    if (opensArray(bytes, start)) {
      reader.readArray(Arrays.copyOfRange(bytes, start, bytes.length));
    } else {
      reader.readLines(bytes, start);
    }
    return reader.benchmark();
  }

  private Benchmark benchmark() {
    if (items.isEmpty()) {
      throw new DataException(
          "Cannot read benchmark %s: it has no items (%d unreadable records)"
              .formatted(name, unreadable.size()));
    }
    return new Benchmark(name, items, unreadable);
  }

  private byte[] unpacked(InputStream file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(file);
    in.mark(2);
    boolean packed = in.read() == 0x1F && in.read() == 0x8B;
    in.reset();
    if (!packed) {
      return in.readAllBytes();
    }
    try {
      return new GZIPInputStream(in).readAllBytes();
    } catch (IOException e) {
      throw new DataException(
          "Cannot read benchmark %s: its gzip stream is broken (%s)"
              .formatted(name, e.getMessage()),
          e);
    }
  }

  private void readArray(byte[] bytes) throws IOException {
    JsonNode array;
    try {
      array = JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new DataException(
          "Cannot read benchmark %s: its array is not JSON (%s)"
              .formatted(name, e.getOriginalMessage()),
          e);
    }
    long number = 0;
    for (JsonNode element : array) {
      number++;
      add(number, element, element.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private void readLines(byte[] bytes, int from) throws IOException {
    long number = 0;
    int start = from;
    while (start < bytes.length) {
      int end = start;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      number++;
      readLine(number, Arrays.copyOfRange(bytes, start, end));
      start = end + 1;
    }
  }

  private void readLine(long number, byte[] line) throws IOException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException e) {
      unreadable.add(UnreadableItem.of(number, "not_utf8", String.valueOf(e.getMessage()), line));
      return;
    }
    if (text.isBlank()) {
      return;
    }
    try {
      add(number, JSON.readTree(text), line);
    } catch (JsonProcessingException e) {
      unreadable.add(UnreadableItem.of(number, "not_json", e.getOriginalMessage(), line));
    }
  }

  private void add(long number, JsonNode record, byte[] raw) {
    if (!record.isObject()) {
      String error = "expected an object, found " + record.getNodeType();
      unreadable.add(UnreadableItem.of(number, "not_an_object", error, raw));
      return;
    }
    Optional<BenchmarkItem> item = mapping.item(name, record);
    if (item.isEmpty()) {
      String error =
          "expected %s, and %s or %s".formatted(mapping.id(), mapping.prompt(), mapping.solution());
      unreadable.add(UnreadableItem.of(number, "missing_field", error, raw));
      return;
    }
    addUnique(number, item.get());
  }

  private void addUnique(long number, BenchmarkItem item) {
    Long earlier = lineById.putIfAbsent(item.id(), number);
    if (earlier != null) {
      throw new DataException(
          "Cannot read benchmark %s: item %s is on line %d and again on line %d"
              .formatted(name, item.id(), earlier, number));
    }
    items.add(item);
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return bytes.length >= prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static boolean opensArray(byte[] bytes, int from) {
    int position = from;
    while (position < bytes.length && Character.isWhitespace(bytes[position])) {
      position++;
    }
    return position < bytes.length && bytes[position] == '[';
  }
}
