package io.hornbook.common.sensitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.testing.Seeds;
import io.hornbook.common.testing.TestData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SensitiveFinderTest {
  private static List<String> kinds(String text) {
    return SensitiveFinder.find(text.getBytes(StandardCharsets.UTF_8)).stream()
        .map(SensitiveSpan::kind)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada.lovelace@analytical-engine.co.uk",
        "# by Ada <ada@engine.org>",
        "mailto:ada+test@mail.engine.dev,",
      })
  void findsEmailAddresses(String text) {
    assertThat(kinds(text)).containsExactly("email");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "someone@example.com",
        "you@mail.example.org",
        "git@github.com:python/cpython.git",
        "https://user:secret@proxy.org/",
        "y = a@b.transpose()",
        "y = a@b.dot(c)",
        "@dataclass.field",
        "root@localhost",
        "a @ b.com",
      })
  void leavesAloneWhatIsNobodysAddress(String text) {
    assertThat(kinds(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host = '93.184.216.34'",
        "connect(93.184.216.34:80)",
        "2606:2800:220:1:248:1893:25c8:1946",
        "addr = '2a00:1450:4001:81b::200e'"
      })
  void findsAddressesOfHosts(String text) {
    assertThat(kinds(text)).containsExactly("ip_address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version 10.15.23.44",
        "__version__ = '12.25.31.40'",
        "pip install x==4.25.31.99",
        "1.2.3.4",
        "127.0.0.1",
        "10.20.30.40",
        "192.168.1.17",
        "172.20.1.9",
        "203.0.113.7",
        "8.8.8.8",
        "255.255.255.0",
        "256.300.1.1",
        "1.3.6.1.4.1.311.60",
        "2001:db8::1",
        "2023:10:11",
        "x[2000::20]",
        "d41d8cd98f00b204e9800998ecf8427e",
        "123e4567-e89b-12d3-a456-426614174000"
      })
  void leavesAloneVersionsHashesAndAddressesOfNoHost(String text) {
    assertThat(kinds(text)).isEmpty();
  }

  @Test
  void findsKeysOfTheKnownVendors() {
    String digits = "0123456789abcdefghijABCDEFGHIJ0123456789abcdefghij";
    Map<String, String> samples =
        Map.of(
            "aws_access_key", "AKIA" + "Q3EGRZ7V2MTXW4NB",
            "github_token", "ghp_" + digits.substring(0, 36),
            "gitlab_token", "glpat-" + digits.substring(0, 20),
            "slack_token", "xoxb-" + "123456789012-" + digits.substring(0, 24),
            "google_api_key", "AIza" + digits.substring(0, 35),
            "openai_key", "sk-" + digits.substring(0, 48),
            "stripe_key", "sk_live_" + digits.substring(0, 24),
            "hugging_face_token", "hf_" + digits.substring(0, 34),
            "sendgrid_key", "SG." + digits.substring(0, 22) + "." + digits.substring(0, 43),
            "npm_token", "npm_" + digits.substring(0, 36));
    Map<String, List<String>> found = new TreeMap<>();
    samples.forEach((kind, sample) -> found.put(kind, kinds("key = '" + sample + "'\n")));
    assertThat(found).allSatisfy((kind, kinds) -> assertThat(kinds).containsExactly(kind));
  }

  @Test
  void findsAPrivateKeyAsAWhole() {
    String key = "-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc=\n-----END RSA PRIVATE KEY-----";
    assertThat(Redactor.redact("k = \"\"\"" + key + "\"\"\"\n"))
        .isEqualTo("k = \"\"\"<KEY>\"\"\"\n");
  }

  @Test
  void leavesAloneTheVendorsOwnSamples() {
    assertThat(kinds("AKIAIOSFODNN7EXAMPLE")).isEmpty();
    assertThat(kinds("risk-assessment-of-everything-that-is-long")).isEmpty();
  }

  @Test
  void countsOffsetsInBytes() {
    String text = "# Übung, ß, 日本: ada@engine.org.\n";
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    SensitiveSpan span = SensitiveFinder.find(utf8).get(0);
    assertThat(new String(utf8, span.start(), span.end() - span.start(), StandardCharsets.UTF_8))
        .isEqualTo("ada@engine.org");
    assertThat(Redactor.redact(text)).isEqualTo("# Übung, ß, 日本: <EMAIL>.\n");
  }

  @Test
  void maskingAMaskedTextChangesNothing() {
    RandomGenerator random = Seeds.random();
    List<String> parts =
        List.of(
            "ada@engine.org",
            "93.184.216.34",
            " ",
            "\n",
            "x",
            ".",
            "@",
            "é",
            "<KEY>",
            ":",
            "AKIAQ3EGRZ7V2MTXW4NB",
            "-");
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(12); j >= 0; j--) {
        text.append(parts.get(random.nextInt(parts.size())));
      }
      String once = Redactor.redact(text.toString());
      assertThat(Redactor.redact(once)).as(text.toString()).isEqualTo(once);
    }
  }

  @Test
  void refusesSpansOutOfOrder() {
    byte[] text = "abcdef".getBytes(StandardCharsets.UTF_8);
    List<SensitiveSpan> spans =
        List.of(new SensitiveSpan("email", 2, 4), new SensitiveSpan("email", 3, 5));
    assertThatThrownBy(() -> Redactor.redact(text, spans)).hasMessageContaining("Invalid span");
  }

  @Test
  void aStandardLibraryHoldsNoSecret() {
    Map<String, Integer> byKind = new TreeMap<>();
    TestData.pythonFiles("python-resources-25.0.1.jar", "META-INF/resources/libpython/")
        .values()
        .forEach(
            file ->
                SensitiveFinder.find(file)
                    .forEach(span -> byKind.merge(span.kind(), 1, Integer::sum)));
    assertThat(byKind.keySet()).isSubsetOf("email", "ip_address");
    System.out.println("in the standard library of Python 3.12: " + byKind);
  }
}
