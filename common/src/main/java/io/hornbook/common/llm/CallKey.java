package io.hornbook.common.llm;

/**
 * What a call is known by in the ledger.
 *
 * @param request hex of the rendered request's hash
 * @param annotator {@link AnnotatorFingerprint#id()}
 * @param replicate 0 for the first answer to a request, 1 for an independent second one
 */
public record CallKey(String request, String annotator, int replicate) {
  public CallKey {
    if (replicate < 0) {
      throw new IllegalArgumentException(
          "Invalid replicate: " + replicate + " (expected 0 or more)");
    }
  }

  /** SHA-256 of the three, in hex. */
  public String hex() {
    return Digests.sha256("call-v1", request, annotator, Integer.toString(replicate));
  }
}
