package io.hornbook.common.sensitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.testing.Seeds;
import io.hornbook.common.testing.TestData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

  /**
   * A sample of every kind of key: {@code {m36}} stands for 36 mixed letters and digits, {@code h}
   * for hexadecimal digits, {@code u} for capitals and digits, {@code b} for those of Bech32.
   */
  private static final String SAMPLES =
      """
      age_secret_key AGE-SECRET-KEY-1{b58}
      anthropic_key sk-ant-api03-{m93}
      atlassian_token ATATT3{m186}
      aws_access_key AKIA{u16}
      azure_storage_key AccountKey={m86}==
      databricks_token dapi{h32}
      digitalocean_token dop_v1_{h64}
      docker_token dckr_pat_{m27}
      doppler_token dp.pt.{m43}
      github_token ghp_{m36}
      gitlab_token glpat-{m20}
      google_api_key AIza{m35}
      google_oauth_secret GOCSPX-{m28}
      grafana_token glsa_{m32}_{h8}
      groq_key gsk_{m52}
      hugging_face_token hf_{m34}
      linear_key lin_api_{m40}
      mailgun_key key-{h32}
      new_relic_key NRAK-{u27}
      notion_token ntn_{m46}
      npm_token npm_{m36}
      openai_key sk-{m48}
      planetscale_token pscale_tkn_{m43}
      postman_key PMAK-{h24}-{h34}
      pulumi_token pul-{h40}
      pypi_token pypi-AgEIcHlwaS5vcmc{m120}
      replicate_token r8_{m37}
      rubygems_key rubygems_{h48}
      sendgrid_key SG.{m22}.{m43}
      sentry_token sntrys_{m100}
      shopify_token shpat_{h32}
      slack_token xoxb-123456789012-{m24}
      slack_webhook hooks.slack.com/services/T0Q3EGRZ7/B0V2MTXW4/{m24}
      square_token sq0atp-{m22}
      stripe_key sk_live_{m24}
      telegram_token 123456789:AA{m33}
      twilio_key SK{h32}
      vault_token hvs.{m24}
      json_web_token eyJ{m20}.eyJ{m40}.{m43}
      """;

  private static final Map<String, String> ALPHABETS =
      Map.of(
          "m", "0q9Zx7Lk2Vb5Nm8Rt4Wp1Hd6Yf3Gc",
          "h", "0a9f7c2be5d8146f3b",
          "u", "Q3EGRZ7V2MTXW4NBK8HD5LPJ6CSF9",
          "b", "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L");

  private static Map<String, String> samples() {
    return SAMPLES
        .lines()
        .map(line -> line.split(" ", 2))
        .collect(Collectors.toMap(line -> line[0], line -> filled(line[1])));
  }

  private static String filled(String format) {
    return Pattern.compile("\\{([mhub])(\\d+)}")
        .matcher(format)
        .replaceAll(
            part ->
                ALPHABETS
                    .get(part.group(1))
                    .repeat(10)
                    .substring(0, Integer.parseInt(part.group(2))));
  }

  @Test
  void findsKeysOfTheKnownVendors() {
    Map<String, List<String>> found = new TreeMap<>();
    samples().forEach((kind, sample) -> found.put(kind, kinds("key = '" + sample + "'\n")));
    assertThat(found).allSatisfy((kind, kinds) -> assertThat(kinds).containsExactly(kind));
    List<String> tested = new ArrayList<>(found.keySet());
    tested.addAll(List.of("email", "ip_address", "private_key", "secret", "url_password"));
    assertThat(SensitiveRule.shipped())
        .extracting(SensitiveRule::kind)
        .allSatisfy(kind -> assertThat(tested).contains(kind));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SECRET_KEY = 'k3#9vQ2!mZp7$Lx8Rw1'",
        "\"api_key\": \"0q9Zx7Lk2Vb5Nm8Rt4Wp\"",
        "password='hG7$kd92LmQz0sX!'",
        "config.access_token = \"9f7c2be5d8146f3ba0c1d2e3\""
      })
  void findsRandomStringsThatANameCallsSecret(String text) {
    assertThat(kinds(text)).containsExactly("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token = 'begin_of_statement_list'",
        "secret = 'this-is-not-a-secret-1'",
        "password = 'correct horse battery staple 1'",
        "api_key = 'your_api_key_goes_here_123'",
        "api_key = os.environ['SERVICE_API_KEY_2']",
        "token = '123e4567-e89b-12d3-a456-426614174000'",
        "token = '{access_token_1}{other_token_2}'",
        "password = 'xxxxxxxxxxxxxxxx1'",
        "sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'",
        "integrity = 'sha512-0q9Zx7Lk2Vb5Nm8Rt4Wp1Hd6Yf3Gc'"
      })
  void leavesAloneWhatIsNamedASecretAndIsNone(String text) {
    assertThat(kinds(text)).isEmpty();
  }

  @Test
  void findsAPasswordInAnAddress() {
    assertThat(Redactor.redact("db = 'postgres://app:s3cr3tPw9@db.engine.org/x'"))
        .isEqualTo("db = 'postgres://app:<PASSWORD>@db.engine.org/x'");
    assertThat(kinds("postgres://user:password@localhost/db")).isEmpty();
    assertThat(kinds("http://host:8080/@scope")).isEmpty();
  }

  /** Every rule tried from every byte on, as if there were no anchors. */
  private static List<SensitiveSpan> naive(byte[] utf8) {
    String latin1 = new String(utf8, StandardCharsets.ISO_8859_1);
    List<SensitiveRule> rules = SensitiveRule.shipped();
    List<SensitiveFinder.Found> found = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      int rule = i;
      Matcher match = rules.get(i).matcher(latin1);
      while (match.find()) {
        rules
            .get(i)
            .span(latin1, match)
            .ifPresent(span -> found.add(new SensitiveFinder.Found(span, rule)));
      }
    }
    return SensitiveFinder.apart(found);
  }

  @Test
  void findsWhatASearchWithoutAnchorsFinds() {
    TestData.pythonFiles("python-resources-25.0.1.jar", "META-INF/resources/libpython/")
        .values()
        .stream()
        .filter(file -> file.length < 100_000)
        .limit(100)
        .forEach(file -> assertThat(SensitiveFinder.find(file)).isEqualTo(naive(file)));
    RandomGenerator random = Seeds.random();
    List<String> parts = new ArrayList<>(samples().values());
    parts.addAll(
        List.of(
            "ada@engine.org",
            "93.184.216.34",
            "2606:2800:220:1:248:1893:25c8:1946",
            "p://u:p4ss@"));
    parts.addAll(
        List.of("token='", "secret = \"", "'", " ", "\n", "x", ".", "@", "é", ":", "-", "1"));
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(12); j >= 0; j--) {
        String part = parts.get(random.nextInt(parts.size()));
        text.append(part, 0, random.nextInt(4) > 0 ? part.length() : random.nextInt(part.length()));
      }
      byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
      assertThat(SensitiveFinder.find(utf8)).as(text.toString()).isEqualTo(naive(utf8));
    }
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
