package io.hornbook.common.normal;

import io.hornbook.common.document.Sha256;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;

/**
 * Folds white space, and comments if asked to. The package description defines the normal form.
 * Immutable; may be shared between threads.
 */
public final class TextNormaliser implements Serializable {
  /** Bytes of a digest. */
  public static final int DIGEST_LENGTH = 16;

  private final boolean foldsComments;

  /**
   * @param foldsComments whether comments count for nothing
   */
  public TextNormaliser(boolean foldsComments) {
    this.foldsComments = foldsComments;
  }

  /** The versioned name of this normal form. */
  public String id() {
    return foldsComments ? "folded-without-comments-1" : "folded-1";
  }

  /**
   * The normal form of a text: never empty unless the text is.
   *
   * @param language as {@code io.hornbook.common.source.Language} names it, or null
   */
  public byte[] normalForm(String language, byte[] utf8) {
    byte[] form = form(language, utf8, foldsComments);
    if (form.length == 0 && foldsComments) {
      form = form(language, utf8, false);
    }
    return form.length == 0 ? utf8.clone() : form;
  }

  private static byte[] form(String language, byte[] utf8, boolean foldsComments) {
    Optional<Syntax> syntax = Syntax.of(language);
    return syntax.isPresent()
        ? new Folding(utf8, syntax.get(), foldsComments).form()
        : PlainFolding.form(utf8);
  }

  /** What normal forms are compared by: the first 16 bytes of their SHA-256. */
  public byte[] digest(String language, byte[] utf8) {
    return Arrays.copyOf(Sha256.of(normalForm(language, utf8)).bytes(), DIGEST_LENGTH);
  }
}
