package io.hornbook.jobs.evidence;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.hornbook.common.failure.ConfigurationException;
import io.hornbook.common.optout.DenyListReader;
import io.hornbook.jobs.run.Storage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** The section {@code opt-out} of the config. */
public record OptOutConfig(
    @JsonPropertyDescription(
            "files of who and what is not to be in the corpus, JSON lines: repository, author, path, content_sha256")
        List<String> denyLists,
    @JsonPropertyDescription(
            "whether a document with the text of one that is opted out is out too, wherever it stands")
        boolean copies,
    @JsonPropertyDescription(
            "whether dedup passes over what is opted out, so that its near-duplicates have a new survivor; the lists are then part of what dedup depends on")
        boolean newSurvivors) {
  public OptOutConfig {
    denyLists = List.copyOf(denyLists);
  }

  /**
   * The lists as they are now.
   *
   * @throws ConfigurationException if one is missing, or with every problem of all of them
   */
  public OptOut read(Storage storage) {
    DenyListReader reader = new DenyListReader();
    for (String file : denyLists) {
      byte[] text =
          storage
              .read(new Path(file))
              .orElseThrow(
                  () ->
                      new ConfigurationException(
                          "Cannot read the deny-list %s: there is no such file".formatted(file)));
      reader.add(file, new String(text, StandardCharsets.UTF_8));
    }
    return new OptOut(reader.list(), copies, newSurvivors);
  }
}
