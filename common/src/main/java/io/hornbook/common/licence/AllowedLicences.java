package io.hornbook.common.licence;

import io.hornbook.common.licence.LicenceExpression.All;
import io.hornbook.common.licence.LicenceExpression.Any;
import io.hornbook.common.licence.LicenceExpression.Licence;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * A list of licences that are allowed. An entry allows exactly the licence that it spells, whatever
 * the case: {@code GPL-2.0-only WITH Classpath-exception-2.0} does not allow {@code GPL-2.0-only}.
 * {@code Apache-2.0} allows {@code Apache-2.0+} too, since one may choose the version that is
 * listed. An entry with {@code OR} lists each part.
 */
public final class AllowedLicences implements Serializable {
  private final TreeSet<String> allowed = new TreeSet<>();

  private AllowedLicences() {}

  /**
   * The list of these expressions.
   *
   * @throws IllegalArgumentException if one is no expression, or joins licences by {@code AND}
   */
  public static AllowedLicences of(List<String> entries) {
    AllowedLicences licences = new AllowedLicences();
    entries.forEach(entry -> licences.add(LicenceExpression.parse(entry), entry));
    return licences;
  }

  private void add(LicenceExpression expression, String entry) {
    if (expression instanceof Licence licence) {
      allowed.add(key(licence));
    } else if (expression instanceof Any any) {
      any.parts().forEach(part -> add(part, entry));
    } else if (expression instanceof All) {
      throw new IllegalArgumentException(
          "Invalid allowed licence: %s (expected no AND: each licence is listed alone)"
              .formatted(entry));
    }
  }

  /** Whether a document under this expression may be used under licences of the list alone. */
  public boolean allow(LicenceExpression expression) {
    return expression.isSatisfied(
        licence ->
            allowed.contains(key(licence))
                || (licence.orLater()
                    && allowed.contains(
                        key(new Licence(licence.id(), false, licence.exception())))));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AllowedLicences licences && allowed.equals(licences.allowed);
  }

  @Override
  public int hashCode() {
    return allowed.hashCode();
  }

  @Override
  public String toString() {
    return allowed.toString();
  }

  private static String key(Licence licence) {
    return licence.toString().toLowerCase(Locale.ROOT);
  }
}
