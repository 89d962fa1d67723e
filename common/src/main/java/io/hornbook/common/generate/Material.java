package io.hornbook.common.generate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.hornbook.common.failure.ConfigurationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The lists that constraints are drawn from, out of the files {@code topics.yaml}, {@code
 * names.yaml} and {@code constraints.yaml} of one folder. The order of their entries is the order
 * of a space.
 */
public record Material(List<Topic> topics, Names names, Choices choices) {
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
  private static final Pattern WORDS = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

  /** Parts of the names of functions; a qualifier may be empty. */
  public record Names(List<String> verbs, List<String> nouns, List<String> qualifiers) {}

  /** What is drawn beside topics and names. */
  public record Choices(
      List<String> audiences,
      List<String> forms,
      List<String> difficulties,
      List<Construct> constructs) {}

  /**
   * Reads a folder.
   *
   * @throws ConfigurationException if a file cannot be read, has an empty list, an entry twice, or
   *     a part of a name that is none
   */
  public static Material read(Path folder) {
    Map<String, Map<String, List<String>>> tree =
        yaml(
            folder.resolve("topics.yaml"),
            new TypeReference<LinkedHashMap<String, Map<String, List<String>>>>() {});
    Names names = yaml(folder.resolve("names.yaml"), new TypeReference<Names>() {});
    Choices choices = yaml(folder.resolve("constraints.yaml"), new TypeReference<Choices>() {});
    Material material = new Material(topics(tree), names, choices);
    material.check(folder);
    return material;
  }

  private static <T> T yaml(Path file, TypeReference<T> type) {
    try {
      return YAML.readValue(file.toFile(), type);
    } catch (IOException e) {
      throw new ConfigurationException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static List<Topic> topics(Map<String, Map<String, List<String>>> tree) {
    return tree.entrySet().stream()
        .flatMap(
            area ->
                area.getValue().entrySet().stream()
                    .flatMap(
                        subject ->
                            subject.getValue().stream()
                                .map(name -> new Topic(area.getKey(), subject.getKey(), name))))
        .toList();
  }

  private void check(Path folder) {
    Predicate<String> anything = entry -> !entry.isBlank();
    Predicate<String> word = WORDS.asMatchPredicate();
    checkList(folder, "topics", topics.stream().map(Topic::toString).toList(), anything);
    checkList(folder, "verbs", names.verbs(), word);
    checkList(folder, "nouns", names.nouns(), word);
    checkList(folder, "qualifiers", names.qualifiers(), word.or(String::isEmpty));
    checkList(folder, "audiences", choices.audiences(), anything);
    checkList(folder, "forms", choices.forms(), anything);
    checkList(folder, "difficulties", choices.difficulties(), anything);
    List<String> constructs = choices.constructs().stream().map(Construct::name).toList();
    checkList(folder, "constructs", constructs, anything);
  }

  private static void checkList(
      Path folder, String name, List<String> entries, Predicate<String> valid) {
    Set<String> seen = new HashSet<>();
    Optional<String> wrong =
        entries.stream().filter(entry -> !valid.test(entry) || !seen.add(entry)).findFirst();
    if (entries.isEmpty() || wrong.isPresent()) {
      throw new ConfigurationException(
          "Invalid %s in %s: %s (expected entries, each well-formed and there once)"
              .formatted(name, folder, wrong.map(w -> "'" + w + "'").orElse("(none)")));
    }
  }

  /** Every exercise but those under names of {@code entryPoints}, a benchmark's functions. */
  public Space<ExerciseConstraints> exercises(Set<String> entryPoints) {
    return new ExerciseSpace(this, Set.copyOf(entryPoints));
  }

  /** Every section of a textbook. */
  public Space<TextbookConstraints> textbooks() {
    return new TextbookSpace(this);
  }
}
