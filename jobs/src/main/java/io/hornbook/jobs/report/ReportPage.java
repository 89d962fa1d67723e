package io.hornbook.jobs.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.hornbook.common.document.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page: one file that holds its style, its script, the libraries and the data, and a policy
 * that lets the browser run this script alone and fetch nothing.
 *
 * <p>Texts of the run stand in the data alone, never in markup; the script puts them into text
 * nodes.
 */
final class ReportPage {
  private static final List<String> LANGUAGES =
      List.of("clike", "python", "java", "javascript", "typescript", "c", "cpp", "go", "rust");

  private static final Pattern PART = Pattern.compile("\\{(policy|style|data|script)}");

  private ReportPage() {}

  static String of(JsonNode data) {
    String script = script();
    Map<String, String> parts =
        Map.of(
            "policy", policy(script),
            "style", resource("report.css"),
            "data", ScriptJson.of(data),
            "script", script);
    // In one pass: a text of the corpus may well hold such a name in braces.
    return PART.matcher(resource("report.html"))
        .replaceAll(part -> Matcher.quoteReplacement(parts.get(part.group(1))));
  }

  private static String policy(String script) {
    String hash = Base64.getEncoder().encodeToString(Sha256.of(script).bytes());
    // The charts position their labels by styles of elements; a style can fetch nothing here.
    return "default-src 'none'; script-src 'sha256-%s'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
        .formatted(hash);
  }

  private static String script() {
    List<String> parts = new ArrayList<>();
    parts.add("window.Prism = {manual: true};");
    String prism = webjar("org.webjars.npm", "prismjs");
    parts.add(read(prism + "/components/prism-core.min.js"));
    LANGUAGES.forEach(
        language -> parts.add(read(prism + "/components/prism-" + language + ".min.js")));
    parts.add(read(webjar("org.webjars", "echarts") + "/echarts.min.js"));
    parts.add(resource("report.js"));
    return String.join("\n;\n", parts);
  }

  /** The folder of a WebJar's files, by the version that the build resolved. */
  private static String webjar(String group, String name) {
    Properties properties = new Properties();
    try (InputStream in = open("/META-INF/maven/%s/%s/pom.properties".formatted(group, name))) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "/META-INF/resources/webjars/%s/%s".formatted(name, properties.getProperty("version"));
  }

  private static String resource(String name) {
    return read("/io/hornbook/jobs/report/" + name);
  }

  private static String read(String path) {
    try (InputStream in = open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String path) {
    InputStream in = ReportPage.class.getResourceAsStream(path);
    if (in == null) {
      throw new IllegalStateException("Cannot write the report: no " + path + " on the class path");
    }
    return in;
  }
}
