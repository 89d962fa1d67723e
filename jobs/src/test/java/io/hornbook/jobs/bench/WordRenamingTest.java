package io.hornbook.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WordRenamingTest {
  private static final String TEXT =
      """
      # tall book ends
      def openBook(self, path_name):
          data = rb'x\\nbook' + 0x1Fab
          for line in path_name: yield Line(line, BOOK)
      """;
  private static final WordRenaming RENAMING = new WordRenaming(List.of(TEXT), 42);

  @Test
  void copyZeroIsTheOriginal() {
    assertThat(WordRenaming.renamed(TEXT, RENAMING.words(0))).isEqualTo(TEXT);
  }

  @Test
  void everyCopyIsOfTheSameShapeAndDiffersFromTheOthers() {
    List<String> copies =
        IntStream.range(0, 4).mapToObj(c -> WordRenaming.renamed(TEXT, RENAMING.words(c))).toList();

    assertThat(copies).doesNotHaveDuplicates();
    assertThat(copies)
        .extracting(copy -> copy.replaceAll("[a-z]", "a").replaceAll("[A-Z]", "A"))
        .containsOnly(TEXT.replaceAll("[a-z]", "a").replaceAll("[A-Z]", "A"));
  }

  @Test
  void keywordsPrefixesEscapesAndNumbersStay() {
    assertThat(WordRenaming.renamed(TEXT, RENAMING.words(1)))
        .contains("def ", "for ", " in ", "yield ", "rb'x\\nbook'", "0x1Fab");
  }

  @Test
  void aWordBecomesTheSameWordInAnyCase() {
    String renamed = WordRenaming.renamed("book Book BOOK", RENAMING.words(1));

    assertThat(renamed)
        .doesNotContain("book")
        .isEqualToIgnoringCase((first(renamed) + " ").repeat(3).strip());
  }

  private static String first(String words) {
    return words.substring(0, words.indexOf(' '));
  }
}
