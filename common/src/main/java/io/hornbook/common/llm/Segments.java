package io.hornbook.common.llm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hornbook.common.failure.DataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The objects of a ledger as they are read: packs first, then the segments that are in none. Other
 * processes may pack and remove segments meanwhile; what was listed is read all the same.
 */
final class Segments {
  static final int VERSION = 1;
  static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private static final String SEGMENTS = "segments/";
  private static final String PACKS = "packs/";
  private static final Pattern SEGMENT = Pattern.compile(SEGMENTS + "(\\d{12})\\.jsonl");
  private static final Pattern PACK = Pattern.compile(PACKS + "(\\d{12})-(\\d{12})\\.jsonl");

  /** Where a segment begins in a pack: no event of another kind begins so. */
  private static final Pattern HEAD = Pattern.compile("(?m)^(?=\\{\"event\":\"segment\")");

  private static final int READERS = 16;
  private static final int WINDOW = 256;

  /**
   * An object that holds the segments {@code from} to {@code to - 1}, of which those before {@code
   * first} are read from another.
   */
  record Part(String name, long from, long to, long first) {
    boolean isPack() {
      return name.startsWith(PACKS);
    }
  }

  /** What a part holds that is to be read. */
  @SuppressWarnings("ArrayRecordComponent") // Handed from the reader to the packer.
  record Content(Part part, byte[] bytes, List<LedgerEvent> events) {}

  private final LedgerStore store;

  Segments(LedgerStore store) {
    this.store = store;
  }

  static String segment(long number) {
    return "%s%012d.jsonl".formatted(SEGMENTS, number);
  }

  static String pack(long from, long to) {
    return "%s%012d-%012d.jsonl".formatted(PACKS, from, to);
  }

  /** All segments, each once, in their order. */
  List<Part> parts() {
    List<String> names = list(SEGMENTS); // what is removed from now on is in a pack listed below
    List<Part> parts = chain();
    for (String name : names) {
      Matcher segment = SEGMENT.matcher(name);
      long next = end(parts);
      long number = segment.matches() ? Long.parseLong(segment.group(1)) : -1;
      if (number > next) {
        throw new DataException(
            "Cannot read ledger %s: %s is missing".formatted(store, segment(next)));
      }
      if (number == next) {
        parts.add(new Part(name, number, number + 1, number));
      }
    }
    return parts;
  }

  /** The number of the segment after those of {@code parts}. */
  static long end(List<Part> parts) {
    return parts.isEmpty() ? 0 : parts.get(parts.size() - 1).to();
  }

  /** The segments that lie there still, although a pack holds them. */
  List<String> packed() {
    long end = end(chain());
    return list(SEGMENTS).stream()
        .filter(name -> SEGMENT.matcher(name).matches() && name.compareTo(segment(end)) < 0)
        .toList();
  }

  /** Whether a pack holds the segment of this number. */
  boolean isPacked(long number) {
    return packs().stream().anyMatch(pack -> pack.to() > number);
  }

  /** Packs from the first segment on without a gap, those that reach farthest. */
  private List<Part> chain() {
    List<Part> packs = packs();
    List<Part> chain = new ArrayList<>();
    for (Optional<Part> next = after(packs, 0); next.isPresent(); ) {
      chain.add(next.get());
      next = after(packs, end(chain));
    }
    return chain;
  }

  private static Optional<Part> after(List<Part> packs, long end) {
    return packs.stream()
        .filter(pack -> pack.from() <= end && pack.to() > end)
        .max(Comparator.comparingLong(Part::to))
        .map(pack -> new Part(pack.name(), pack.from(), pack.to(), end));
  }

  private List<Part> packs() {
    return list(PACKS).stream()
        .map(PACK::matcher)
        .filter(Matcher::matches)
        .map(name -> part(name.group(), name.group(1), name.group(2)))
        .toList();
  }

  private static Part part(String name, String from, String to) {
    return new Part(name, Long.parseLong(from), Long.parseLong(to), Long.parseLong(from));
  }

  private List<String> list(String folder) {
    try {
      return store.list(folder);
    } catch (IOException e) {
      throw new DataException("Cannot list ledger " + store + ": " + e.getMessage(), e);
    }
  }

  private Content read(Part part) {
    try {
      byte[] bytes = bytes(part);
      List<LedgerEvent> events = new ArrayList<>();
      for (String section : sections(part, bytes)) {
        events.addAll(events(section, part.name()));
      }
      return new Content(part, bytes, events);
    } catch (IOException e) {
      throw new DataException(
          "Cannot read ledger " + store + ": segment " + part.name() + ": " + e.getMessage(), e);
    }
  }

  private byte[] bytes(Part part) throws IOException {
    try {
      return store.read(part.name());
    } catch (IOException e) {
      if (part.isPack() || !isPacked(part.from())) {
        throw e;
      }
      Part pack =
          packs().stream()
              .filter(each -> each.from() <= part.from() && each.to() > part.from())
              .findFirst()
              .orElseThrow(() -> e);
      String[] sections = HEAD.split(new String(store.read(pack.name()), UTF_8), -1);
      return sections[Math.toIntExact(part.from() - pack.from())].getBytes(UTF_8);
    }
  }

  private List<String> sections(Part part, byte[] bytes) throws IOException {
    String text = new String(bytes, UTF_8);
    if (!part.isPack()) {
      return List.of(text);
    }
    List<String> sections = List.of(HEAD.split(text, -1));
    if (sections.size() != part.to() - part.from()) {
      throw new IOException("it holds " + sections.size() + " segments");
    }
    return sections.subList(Math.toIntExact(part.first() - part.from()), sections.size());
  }

  /** The events of a segment; a last line without its end was never acknowledged and is skipped. */
  private List<LedgerEvent> events(String segment, String name) throws IOException {
    int end = segment.lastIndexOf('\n') + 1;
    List<LedgerEvent> events = new ArrayList<>();
    for (String line : segment.substring(0, end).lines().toList()) {
      if (!line.isEmpty()) {
        events.add(JSON.readValue(line, LedgerEvent.class));
      }
    }
    if (!events.isEmpty()
        && !(events.get(0) instanceof LedgerEvent.Segment head && head.version() == VERSION)) {
      throw new DataException(
          "Cannot read ledger " + store + ": segment " + name + " is not of version " + VERSION);
    }
    return events.isEmpty() ? events : events.subList(1, events.size());
  }

  static String line(LedgerEvent event) {
    try {
      return JSON.writerFor(LedgerEvent.class).writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write a ledger event as JSON", e);
    }
  }

  /** Reads ahead on some threads: an object store answers each read after tens of milliseconds. */
  void read(List<Part> parts, Consumer<Content> consumer) {
    ExecutorService readers =
        Executors.newFixedThreadPool(READERS, task -> Ledger.daemon(task, "ledger-reader"));
    try {
      for (int i = 0; i < parts.size(); ) {
        int end = windowEnd(parts, i);
        List<Future<Content>> window =
            parts.subList(i, end).stream().map(part -> readers.submit(() -> read(part))).toList();
        for (Future<Content> content : window) {
          consumer.accept(content.get());
        }
        i = end;
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof DataException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException("Cannot read ledger " + store + ": interrupted", e);
    } finally {
      readers.shutdownNow();
    }
  }

  /** Packs are large and read two at a time, segments many. */
  private static int windowEnd(List<Part> parts, int start) {
    return Math.min(start + (parts.get(start).isPack() ? 2 : WINDOW), parts.size());
  }
}
