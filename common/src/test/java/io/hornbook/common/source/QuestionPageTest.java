package io.hornbook.common.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.document.Document;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuestionPageTest {
  private static final Instant THEN = Instant.parse("2020-01-01T00:00:00Z");
  private static final Defaults SITE =
      new Defaults("s", "python.example", null, "markdown", List.of("CC BY-SA 3.0"));

  /** RedPajama and Data-Juicer sort "9" before "10". */
  @Test
  void sortsAnswersByScoreAsANumberAndNotAsAString() {
    QuestionPage page =
        new QuestionPage(
            question(null),
            List.of(answer(2, 9L), answer(3, 10L), answer(4, -1L), answer(5, 100L)));
    assertThat(page.answers()).extracting(Post::score).containsExactly(100L, 10L, 9L, -1L);
  }

  @Test
  void putsTheAcceptedAnswerFirstAndBreaksTiesByNumber() {
    QuestionPage page =
        new QuestionPage(
            question(5L), List.of(answer(9, 3L), answer(7, null), answer(8, 3L), answer(5, 0L)));
    assertThat(page.answers()).extracting(Post::id).containsExactly(5L, 8L, 9L, 7L);
  }

  @Test
  void isOneDocumentInMarkdownWithWhatAttributionNeeds() {
    Document page =
        new QuestionPage(question(3L), List.of(answer(2, 9L), answer(3, 1L))).document(SITE);
    assertThat(page.text())
        .isEqualTo("# How?\n\nAsk `me`.\n\n## Accepted answer\n\nText 3\n\n## Answer\n\nText 2\n");
    assertThat(page.provenance().path()).isEqualTo("questions/1");
    assertThat(page.provenance().repository()).isEqualTo("python.example");
    assertThat(page.language()).isEqualTo("markdown");
    assertThat(page.licences()).containsExactly("CC BY-SA 4.0");
    assertThat(page.createdAt()).isEqualTo(THEN);
    assertThat(page.attributes())
        .isEqualTo(
            Map.ofEntries(
                Map.entry("title", "How?"),
                Map.entry("score", "5"),
                Map.entry("tags", "python,loops"),
                Map.entry("languages", "python"),
                Map.entry("owner", "Ada"),
                Map.entry("licence", "CC BY-SA 4.0"),
                Map.entry("accepted_answer_id", "3"),
                Map.entry("answer_count", "2"),
                Map.entry("answer_ids", "3,2"),
                Map.entry("answer_scores", "1,9"),
                Map.entry("answer_owners", "u3,u2"),
                Map.entry("answer_licences", ",")));
  }

  @Test
  void quarantinesAnswersWithoutTheirQuestionAndPostsWhoseNumberIsTaken() {
    List<SourceRecord> orphans =
        QuestionPage.assemble(
            List.of(answer(2, 1L), answer(3, 1L)), "Posts.xml", SITE, PageRules.NONE);
    assertThat(Sources.quarantined(orphans))
        .extracting(row -> row.offset() + " " + row.reason())
        .containsExactly("2 orphan_answer", "3 orphan_answer");
    List<SourceRecord> repeated =
        QuestionPage.assemble(
            List.of(answer(2, 1L), question(null), answer(2, 1L)),
            "Posts.xml",
            SITE,
            PageRules.NONE);
    assertThat(Sources.onlyQuarantined(repeated).reason()).isEqualTo("repeated_post");
    assertThat(Sources.documents(repeated).get(0).attributes()).containsEntry("answer_ids", "2");
  }

  @Test
  void leavesOutWhatTheRulesDoAndCountsItsPosts() {
    List<Post> posts = List.of(question(null), answer(2, 1L), answer(3, 1L));
    Map<PageRules, String> expected =
        Map.of(
            new PageRules(6L, 3, List.of("c")), "low_score",
            new PageRules(5L, 3, List.of("c")), "few_answers",
            new PageRules(null, 2, List.of("c")), "other_tags");
    expected.forEach(
        (rules, reason) ->
            assertThat(QuestionPage.assemble(posts, "Posts.xml", SITE, rules))
                .containsExactly(
                    new SourceRecord.Dropped(
                        SITE.source(), "Posts.xml", "questions/1", reason, 3)));
    PageRules passed = new PageRules(5L, 2, List.of("c", "loops"));
    assertThat(Sources.documents(QuestionPage.assemble(posts, "Posts.xml", SITE, passed)))
        .hasSize(1);
    Post unscored = new Post(1, null, null, null, "t", "b", List.of(), null, null, null, null, 0);
    assertThat(
            QuestionPage.assemble(
                List.of(unscored), "Posts.xml", SITE, new PageRules(-9L, 0, List.of())))
        .singleElement()
        .isInstanceOf(SourceRecord.Dropped.class);
  }

  @Test
  void refusesAnAnswerForAQuestion() {
    assertThatThrownBy(() -> new QuestionPage(answer(2, 1L), List.of()))
        .hasMessage("Invalid question: 2 (an answer to 1)");
  }

  private static Post question(Long accepted) {
    return new Post(
        1,
        null,
        accepted,
        5L,
        "How?",
        "<p>Ask <code>me</code>.</p>",
        List.of("python", "loops"),
        null,
        "Ada",
        "CC BY-SA 4.0",
        THEN,
        0);
  }

  private static Post answer(long id, Long score) {
    return new Post(
        id,
        1L,
        null,
        score,
        null,
        "<p>Text " + id + "</p>",
        List.of(),
        "u" + id,
        null,
        null,
        THEN,
        id);
  }
}
