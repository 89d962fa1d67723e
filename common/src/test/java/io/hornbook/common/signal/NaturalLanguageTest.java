package io.hornbook.common.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.testing.Seeds;
import io.hornbook.common.testing.TestData;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NaturalLanguageTest {
  private static final Map<String, Set<String>> WORDS =
      PathPatterns.lines("function-words.txt").stream()
          .collect(
              Collectors.toMap(
                  line -> line.split("\t", -1)[0],
                  line -> Set.of(line.split("\t", -1)[1].split(" ", -1)),
                  (a, b) -> a,
                  TreeMap::new));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | # Returns the value of the key if it is in the map.",
        "de | # Gibt den Wert zurück, wenn der Schlüssel nicht in der Liste ist.",
        "fr | // Cette fonction est utilisée pour lire les données dans un fichier.",
        "es | # Esta función devuelve el valor del campo, pero también lo guarda.",
        "pt | # Esta função não é usada pelo programa, então você pode apagar isso.",
        "it | # Questa funzione restituisce il valore della chiave se non viene trovata.",
        "nl | # Deze functie geeft het resultaat van de berekening; wordt niet gebruikt.",
        "pl | # Ta funkcja nie jest używana, ale może być przez inne moduły.",
        "tr | # Bu fonksiyon dosyayı okur ve sonra bir liste olarak döndürür.",
        "ru | # Эта функция возвращает значение, если это не так, то пусто из списка.",
        "uk | # Ця функція повертає значення, якщо це можливо, або також його копію.",
        "zh | # 返回列表中所有正数的和，如果列表为空则返回零",
        "ja | # リストの中の正の数を足します",
        "ko | # 목록에 있는 양수를 모두 더합니다",
        "el | # Επιστρέφει την τιμή του κλειδιού",
        "ar | # ترجع هذه الدالة قيمة المفتاح",
        "hi | # यह फ़ंक्शन कुंजी का मान लौटाता है"
      })
  void tellsTheLanguageOfASentence(String language, String prose) {
    assertThat(NaturalLanguage.of(prose)).hasValue(language);
  }

  @Test
  void codeAndShortOrMixedProseAreUnclear() {
    assertThat(NaturalLanguage.of("")).isEmpty();
    assertThat(NaturalLanguage.of("the of to is")).isEmpty();
    assertThat(NaturalLanguage.of("# see(xyz): refactor foo_bar() -> baz[1:2]; abc def")).isEmpty();
    assertThat(NaturalLanguage.of("the of to der und nicht, lorem ipsum dolor")).isEmpty();
  }

  @Test
  void noWordStandsInTwoLanguages() {
    Set<String> all = new HashSet<>();
    WORDS
        .values()
        .forEach(words -> words.forEach(word -> assertThat(all.add(word)).as(word).isTrue()));
    assertThat(WORDS).hasSize(11);
  }

  @Test
  void agreesWithTheNaiveOracleOnRandomLatinProse() {
    RandomGenerator random = Seeds.random();
    List<String> words = WORDS.values().stream().flatMap(Set::stream).sorted().toList();
    for (int round = 0; round < 500; round++) {
      StringBuilder prose = new StringBuilder("Lorem ipsum dolor sit amet");
      List<String> some =
          random.ints(1 + random.nextInt(5), 0, words.size()).mapToObj(words::get).toList();
      for (int i = random.nextInt(12); i > 0; i--) {
        prose
            .append(random.nextBoolean() ? " " : ", ")
            .append(some.get(random.nextInt(some.size())));
      }
      assertThat(NaturalLanguage.of(prose.toString()))
          .as(prose.toString())
          .isEqualTo(naive(prose.toString()));
    }
  }

  @Test
  void theStandardLibraryIsCommentedInEnglish() {
    Map<String, Integer> languages = new TreeMap<>();
    try (SignalMeter meter = new SignalMeter(new MeasureLimits(1 << 16, 32))) {
      TestData.pythonFiles("python-resources-25.0.1.jar", "META-INF/resources/libpython/")
          .values()
          .stream()
          .limit(150)
          .map(file -> new String(file, StandardCharsets.UTF_8))
          .map(text -> meter.measure(Subject.of(SourceText.of(text), "python")))
          .forEach(
              signals ->
                  languages.merge(
                      (String) signals.value(Signal.COMMENT_LANGUAGE).orElse("unclear"),
                      1,
                      Integer::sum));
    }
    assertThat(languages.keySet()).isSubsetOf("en", "unclear");
    assertThat(languages.get("en")).isGreaterThan(100);
  }

  private static Optional<String> naive(String prose) {
    String[] tokens = prose.toLowerCase(Locale.ROOT).split("[^\\p{L}]+");
    List<Map.Entry<String, Long>> ranked =
        WORDS.entrySet().stream()
            .map(
                entry ->
                    Map.entry(
                        entry.getKey(),
                        Arrays.stream(tokens).filter(entry.getValue()::contains).count()))
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .toList();
    long first = ranked.get(0).getValue();
    boolean latin = prose.codePoints().filter(Character::isLetter).count() > 0;
    return latin && first >= 3 && first >= 2 * ranked.get(1).getValue()
        ? Optional.of(ranked.get(0).getKey())
        : Optional.empty();
  }
}
