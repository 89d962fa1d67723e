package io.hornbook.common.survivor;

import io.hornbook.common.failure.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What the licences of a document mean for its preference. */
public enum LicenceClass {
  /** Licensed, and every licence is permissive. */
  PERMISSIVE(0),
  /** Licensed, and at least one licence is not on the list of permissive ones. */
  OTHER(1),
  /** No licence is known. */
  UNKNOWN(2);

  private static final String LIST = "permissive-licences.txt";
  private static final Set<String> PERMISSIVE_IDS = read();

  private final int order;

  LicenceClass(int order) {
    this.order = order;
  }

  /** The second byte of a survivor key: smaller is preferred. */
  int order() {
    return order;
  }

  /**
   * The class of a document under these licences.
   *
   * @param licences SPDX identifiers; null or empty where none is known
   */
  public static LicenceClass of(Collection<String> licences) {
    if (licences == null || licences.isEmpty()) {
      return UNKNOWN;
    }
    return licences.stream().allMatch(LicenceClass::permissive) ? PERMISSIVE : OTHER;
  }

  private static boolean permissive(String licence) {
    return licence != null && PERMISSIVE_IDS.contains(licence.strip().toLowerCase(Locale.ROOT));
  }

  private static Set<String> read() {
    try (InputStream in = LicenceClass.class.getResourceAsStream(LIST)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(line -> line.strip().toLowerCase(Locale.ROOT))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new DataException("Cannot read " + LIST + ": " + e.getMessage(), e);
    }
  }
}
