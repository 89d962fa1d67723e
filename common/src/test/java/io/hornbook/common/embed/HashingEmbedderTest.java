package io.hornbook.common.embed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hornbook.common.testing.Seeds;
import io.hornbook.common.testing.TestData;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class HashingEmbedderTest {
  private static final String PYTHON = "META-INF/resources/libpython/";

  private final HashingEmbedder embedder = new HashingEmbedder();

  @Test
  void cutsIdentifiersIntoSubtokens() {
    assertThat(features("parseHTTPHeader_v2 += XMLType.aB12c"))
        .containsExactly(
            "parse", "HTTP", "Header", "_", "v", "2", "+", "=", "XML", "Type", ".", "a", "B", "12",
            "c");
  }

  @Test
  void equalsTheDefinitionOnRealFiles() {
    TestData.pythonFiles("python-resources-25.0.1.jar", PYTHON)
        .forEach(
            (path, text) ->
                assertThat(embedder.embed(text))
                    .as(path)
                    .containsExactly(NaiveHashingEmbedder.embed(text)));
  }

  @Test
  void equalsTheDefinitionOnRandomBytesOfEveryLength() {
    RandomGenerator random = Seeds.random();
    byte[] alphabet = "abzAZBx019_ .\n\t(\u00e9".getBytes(UTF_8);
    for (int length = 0; length < 600; length++) {
      byte[] text = new byte[length];
      random.nextBytes(text);
      assertThat(embedder.embed(text)).containsExactly(NaiveHashingEmbedder.embed(text));
      for (int i = 0; i < length; i++) {
        text[i] = alphabet[random.nextInt(alphabet.length)];
      }
      assertThat(embedder.embed(text)).containsExactly(NaiveHashingEmbedder.embed(text));
    }
  }

  @Test
  void countsTokensThatSpanManyBlocks() {
    byte[] text = ("x" + "A".repeat(300) + "b".repeat(200) + " " + "7".repeat(300)).getBytes(UTF_8);

    assertThat(features(new String(text, UTF_8))).hasSize(4);
    assertThat(embedder.embed(text)).containsExactly(NaiveHashingEmbedder.embed(text));
  }

  @Test
  void givesSymbolsAndNumbersADimensionEach() {
    float[] vector = embedder.embed("!!!! 7 123456789".getBytes(UTF_8));

    assertThat(vector[0]).isEqualTo((float) Math.sqrt(4 / 6.0));
    assertThat(vector[32]).isEqualTo((float) Math.sqrt(1 / 6.0));
    assertThat(vector[39]).isEqualTo((float) Math.sqrt(1 / 6.0));
    assertThat(squares(vector)).isCloseTo(1, within(1e-6));
  }

  @Test
  void ignoresCaseAndSpace() {
    assertThat(embedder.embed("Open File\n".getBytes(UTF_8)))
        .containsExactly(embedder.embed("\topen  file".getBytes(UTF_8)));
  }

  @Test
  void isTheZeroVectorForATextWithoutFeatures() {
    assertThat(embedder.embed(new byte[0])).containsExactly(new float[384]);
    assertThat(embedder.embed(" \n\t\0\r".getBytes(UTF_8))).containsExactly(new float[384]);
  }

  @Test
  void hasLengthOneForEveryRealFile() {
    TestData.pythonFiles("python-resources-25.0.1.jar", PYTHON + "json/")
        .values()
        .forEach(text -> assertThat(squares(embedder.embed(text))).isCloseTo(1, within(1e-6)));
  }

  /** What is persisted: another value here is another embedder and needs another fingerprint. */
  @Test
  void keepsItsGoldenValues() throws Exception {
    assertThat(embedder.fingerprint()).isEqualTo("hashing-v1-384");
    assertThat(embedder.dimensions()).isEqualTo(384);
    assertThat(sha256("def fibonacci(n):\n    return n if n < 2 else fibonacci(n - 1)\n"))
        .isEqualTo("2bf2e38edb21ba95");
    assertThat(sha256("class HTTPServer_v2: # \u00fcber internationalisation 0x1F\n"))
        .isEqualTo("6701f6a1f8c4efd2");
  }

  private String sha256(String text) throws Exception {
    ByteBuffer bytes = ByteBuffer.allocate(4 * 384);
    bytes.asFloatBuffer().put(embedder.embed(text.getBytes(UTF_8)));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.array());
    return HexFormat.of().formatHex(digest, 0, 8);
  }

  private static Iterable<String> features(String text) {
    return NaiveHashingEmbedder.features(text.getBytes(UTF_8));
  }

  private static double squares(float[] vector) {
    double sum = 0;
    for (float x : vector) {
      sum += (double) x * x;
    }
    return sum;
  }
}
