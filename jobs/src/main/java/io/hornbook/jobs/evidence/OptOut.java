package io.hornbook.jobs.evidence;

import io.hornbook.common.optout.DenyList;
import java.util.Map;

/**
 * Opt-out as the jobs apply it.
 *
 * @param list who and what is not to be in the corpus
 * @param copies whether documents with the text of one that is opted out are out too
 * @param newSurvivors whether {@code dedup} passes over what is opted out
 */
public record OptOut(DenyList list, boolean copies, boolean newSurvivors) {
  /** Nobody has opted out. */
  public static final OptOut NONE = new OptOut(DenyList.EMPTY, true, false);

  /** What a result depends on, for a job's config: no name stands in it. */
  public Map<String, Object> config() {
    return Map.of("deny-list", list.digest(), "copies", copies);
  }
}
