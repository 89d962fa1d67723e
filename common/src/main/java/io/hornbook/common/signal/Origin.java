package io.hornbook.common.signal;

import io.hornbook.common.licence.LicenceExpression;
import io.hornbook.common.licence.LicenceHeader;
import java.util.Optional;

/** Path and licences. */
final class Origin {
  private Origin() {}

  static void putInto(Signals.Builder signals, Subject subject) {
    if (subject.path() != null) {
      signals
          .put(Signal.VENDORED, PathPatterns.VENDORED.isIn(subject.path()))
          .put(Signal.TEST_PATH, PathPatterns.TEST.isIn(subject.path()));
    }
    LicenceExpression.declared(subject.licences())
        .ifPresent(licence -> signals.put(Signal.DECLARED_LICENCE, licence.toString()));
    Optional<LicenceHeader> header = LicenceHeader.find(subject.text().utf8());
    header
        .flatMap(LicenceHeader::licence)
        .ifPresent(licence -> signals.put(Signal.HEADER_LICENCE, licence.toString()));
    signals.put(
        Signal.LICENCE_HEADER_CHARACTERS,
        header.map(h -> subject.text().characters(h.start(), h.end())).orElse(0L));
  }
}
