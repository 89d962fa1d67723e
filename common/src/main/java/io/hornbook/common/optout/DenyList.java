package io.hornbook.common.optout;

import io.hornbook.common.document.Sha256;
import io.hornbook.common.source.PathFilter;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The entries of all deny-lists, looked up by what they name: a document costs a few look-ups,
 * however many entries there are, and one match for each entry that has nothing but globs.
 */
public final class DenyList implements Serializable {
  /** The reason of a document that a list denies. */
  public static final String OPTED_OUT = "opted_out";

  /** A list without entries: it denies nothing. */
  public static final DenyList EMPTY = new DenyList(List.of());

  private static final long serialVersionUID = 1L;

  private final List<DenyEntry> entries;
  private final Map<String, List<Selector>> byContent = new HashMap<>();
  private final Map<String, List<Selector>> byRepository = new HashMap<>();
  private final Map<String, List<Selector>> byOwner = new HashMap<>();
  private final Map<String, List<Selector>> byAuthor = new HashMap<>();
  private final List<Selector> globs = new ArrayList<>();

  public DenyList(Collection<DenyEntry> entries) {
    this.entries = new ArrayList<>(entries);
    this.entries.forEach(this::index);
  }

  private void index(DenyEntry entry) {
    Selector selector = Selector.of(entry);
    if (entry.contentSha256() != null) {
      put(byContent, entry.contentSha256(), selector);
    } else if (entry.namesRepository()) {
      put(byRepository, entry.repository(), selector);
    } else if (entry.owner() != null) {
      put(byOwner, entry.owner(), selector);
    } else if (entry.author() != null) {
      put(byAuthor, entry.author(), selector);
    } else {
      globs.add(selector);
    }
  }

  private static void put(Map<String, List<Selector>> index, String key, Selector selector) {
    index.computeIfAbsent(key, none -> new ArrayList<>()).add(selector);
  }

  /** The entries, in the order in which they were given. */
  public List<DenyEntry> entries() {
    return List.copyOf(entries);
  }

  /** Whether nothing is denied. */
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Whether an entry denies the document. */
  public boolean denies(DenySubject document) {
    return candidates(document).anyMatch(selector -> selector.selects(document));
  }

  /** The first entry that denies the document. */
  public Optional<DenyEntry> entry(DenySubject document) {
    return candidates(document)
        .filter(selector -> selector.selects(document))
        .map(Selector::entry)
        .min((one, other) -> Integer.compare(entries.indexOf(one), entries.indexOf(other)));
  }

  private Stream<Selector> candidates(DenySubject document) {
    Stream<Selector> named =
        Stream.of(
                at(byContent, document.contentSha256()),
                at(byContent, document.textSha256()),
                at(byRepository, document.repository()),
                at(byOwner, document.owner()))
            .flatMap(List::stream);
    Stream<Selector> authored =
        document.authors().stream().flatMap(author -> at(byAuthor, author).stream());
    return Stream.concat(Stream.concat(named, authored), globs.stream());
  }

  private static List<Selector> at(Map<String, List<Selector>> index, String key) {
    List<Selector> found = key == null ? null : index.get(key);
    return found == null ? List.of() : found;
  }

  /**
   * SHA-256 in hex of what is selected, whatever the order of entries, their repetition, and what
   * is said about them: lists with equal digests deny the same documents.
   */
  public String digest() {
    return Sha256.of(
            String.join(
                "\n", entries.stream().map(DenyEntry::selectors).distinct().sorted().toList()))
        .hex();
  }

  /** An entry with its globs. */
  private record Selector(DenyEntry entry, Pattern repository, Pattern path)
      implements Serializable {
    static Selector of(DenyEntry entry) {
      return new Selector(entry, pattern(entry.repository()), pattern(entry.path()));
    }

    private static Pattern pattern(String glob) {
      return glob == null ? null : PathFilter.pattern(glob);
    }

    boolean selects(DenySubject document) {
      return (repository == null || matches(repository, document.repository()))
          && (entry.author() == null || document.authors().contains(entry.author()))
          && (path == null || matches(path, document.path()))
          && (entry.contentSha256() == null
              || entry.contentSha256().equals(document.contentSha256())
              || entry.contentSha256().equals(document.textSha256()));
    }

    private static boolean matches(Pattern glob, String name) {
      return name != null && glob.matcher(name).matches();
    }
  }
}
