package io.hornbook.jobs.dedup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hornbook.common.token.Tokenizer;
import io.hornbook.common.token.Tokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** What happens to files that are copied, done to a text by a generator. */
final class Edits {
  private static final Pattern NAME = Pattern.compile("\\b[a-z_][a-z0-9_]{3,}\\b");
  private static final Pattern OPERATOR = Pattern.compile(" ?([=+*/<>,-]) ?");

  /** As in the head of many a file. */
  private static final String LICENCE =
      """
      # Licensed under the Apache License, Version 2.0 (the "License"); you may not
      # use this file except in compliance with the License. You may obtain a copy of
      # the License at
      #
      #     http://www.apache.org/licenses/LICENSE-2.0
      #
      # Unless required by applicable law or agreed to in writing, software
      # distributed under the License is distributed on an "AS IS" BASIS, WITHOUT
      # WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied. See the
      # License for the specific language governing permissions and limitations
      # under the License.

      """;

  private final RandomGenerator random;

  Edits(RandomGenerator random) {
    this.random = random;
  }

  /** That share of the tokens, each replaced by a new word. */
  String tokens(String text, double share) {
    byte[] utf8 = text.getBytes(UTF_8);
    Tokens tokens = Tokenizer.words().tokenize(utf8);
    StringBuilder edited = new StringBuilder();
    int copied = 0;
    for (int i = 0; i < tokens.count(); i++) {
      if (random.nextDouble() < share) {
        edited.append(new String(utf8, copied, tokens.start(i) - copied, UTF_8)).append(word());
        copied = tokens.end(i);
      }
    }
    return edited.append(new String(utf8, copied, utf8.length - copied, UTF_8)).toString();
  }

  /** That share of the distinct names, each renamed throughout. */
  String names(String text, double share) {
    Map<String, String> renamed = new HashMap<>();
    return NAME.matcher(text)
        .replaceAll(
            name ->
                renamed.computeIfAbsent(
                    name.group(), known -> random.nextDouble() < share ? word() : known));
  }

  /** Other indentation, other blanks around operators, other line ends, no blank lines. */
  String format(String text) {
    StringBuilder formatted = new StringBuilder();
    for (String line : text.lines().filter(each -> !each.isBlank()).toList()) {
      int indentation = line.length() - line.stripLeading().length();
      String spaced =
          OPERATOR.matcher(line.strip()).replaceAll(random.nextBoolean() ? "$1" : " $1 ");
      formatted.append(" ".repeat(indentation / 2)).append(spaced).append("\r\n");
    }
    return formatted.toString();
  }

  /** As another system checks it out. */
  String lineEnds(String text) {
    return text.replace("\r\n", "\n").replace("\n", "\r\n") + "\r\n";
  }

  /** The beginning, without that share of the lines. */
  String truncated(String text, double share) {
    List<String> lines = text.lines().toList();
    return String.join("\n", lines.subList(0, (int) Math.ceil(lines.size() * (1 - share))));
  }

  /** With a licence at the head. */
  String licensed(String text) {
    return LICENCE + text;
  }

  private String word() {
    return "w" + Long.toString(random.nextLong() >>> 1, 36);
  }
}
