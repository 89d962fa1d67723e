package io.hornbook.common.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The presets beside the columns that the cards of the corpora list, with their types. */
class ColumnPresetsTest {
  /** Of huggingface.co/datasets/bigcode/the-stack (v1 to v1.2) and the-stack-dedup. */
  private static final String THE_STACK =
      """
      hexsha string, size int64, ext string, lang string, max_stars_repo_path string,
      max_stars_repo_name string, max_stars_repo_head_hexsha string,
      max_stars_repo_licenses list, max_stars_count int64,
      max_stars_repo_stars_event_min_datetime string,
      max_stars_repo_stars_event_max_datetime string, max_issues_repo_path string,
      max_issues_repo_name string, max_issues_repo_head_hexsha string,
      max_issues_repo_licenses list, max_issues_count int64,
      max_issues_repo_issues_event_min_datetime string,
      max_issues_repo_issues_event_max_datetime string, max_forks_repo_path string,
      max_forks_repo_name string, max_forks_repo_head_hexsha string,
      max_forks_repo_licenses list, max_forks_count int64,
      max_forks_repo_forks_event_min_datetime string,
      max_forks_repo_forks_event_max_datetime string, content string, avg_line_length float64,
      max_line_length int64, alphanum_fraction float64
      """;

  /** Of huggingface.co/datasets/bigcode/the-stack-smol. */
  private static final String THE_STACK_SMOL =
      """
      content string, avg_line_length float64, max_line_length int64, alphanum_fraction float64,
      licenses list, repository_name string, path string, size int64, lang string
      """;

  /** Of huggingface.co/datasets/bigcode/starcoderdata, of its programming languages. */
  private static final String STARCODERDATA =
      """
      max_stars_repo_path string, max_stars_repo_name string, max_stars_count int64, id string,
      content string
      """;

  /** Of huggingface.co/datasets/bigcode/the-stack-v2 and the-stack-v2-dedup. */
  private static final String THE_STACK_V2 =
      """
      blob_id string, directory_id string, path string, content_id string,
      detected_licenses list, license_type string, repo_name string, snapshot_id string,
      revision_id string, branch_name string, visit_date timestamp, revision_date timestamp,
      committer_date timestamp, github_id int64, star_events_count int64,
      fork_events_count int64, gha_license_id string, gha_event_created_at timestamp,
      gha_created_at timestamp, gha_language string, src_encoding string, language string,
      is_vendor bool, is_generated bool, length_bytes int64, extension string
      """;

  private static final Map<String, String> CARDS =
      Map.of(
          "the-stack", THE_STACK,
          "the-stack-dedup", THE_STACK,
          "the-stack-smol", THE_STACK_SMOL,
          "starcoderdata", STARCODERDATA,
          "the-stack-v2", THE_STACK_V2);

  private static List<String> card(String preset, String... types) {
    return Arrays.stream(CARDS.get(preset).split(",", -1))
        .map(String::strip)
        .map(column -> column.split(" ", -1))
        .filter(column -> types.length == 0 || List.of(types).contains(column[1]))
        .map(column -> column[0])
        .toList();
  }

  private static List<String> named(String... columns) {
    return Arrays.stream(columns).filter(column -> column != null).toList();
  }

  @Test
  void everyPresetNamesColumnsOfItsCardOfTheRightTypes() {
    assertThat(ColumnMapping.presetNames()).hasSameElementsAs(CARDS.keySet());
    for (String preset : CARDS.keySet()) {
      ColumnMapping mapping = ColumnMapping.preset(preset);
      assertThat(card(preset)).as(preset).containsAll(mapping.columns());
      assertThat(card(preset, "string"))
          .as(preset)
          .containsAll(
              named(
                  mapping.content(),
                  mapping.encoding(),
                  mapping.path(),
                  mapping.repository(),
                  mapping.revision(),
                  mapping.language()));
      assertThat(card(preset, "list")).as(preset).containsAll(named(mapping.licences()));
      assertThat(card(preset, "int64")).as(preset).containsAll(named(mapping.stars()));
      assertThat(card(preset, "string", "timestamp"))
          .as(preset)
          .containsAll(named(mapping.createdAt()));
    }
  }

  @Test
  void whatACardLacksIsUnknown() {
    ColumnMapping starcoder = ColumnMapping.preset("starcoderdata");
    assertThat(starcoder.licences()).isNull();
    assertThat(starcoder.language()).isNull();
    assertThat(starcoder.revision()).isNull();
    assertThat(ColumnMapping.preset("the-stack-smol").stars()).isNull();
    assertThat(ColumnMapping.preset("the-stack-v2").text()).isNull();
    assertThat(ColumnMapping.preset("the-stack-v2").blob()).isEqualTo("blob_id");
  }
}
