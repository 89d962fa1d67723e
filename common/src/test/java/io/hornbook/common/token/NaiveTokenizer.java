package io.hornbook.common.token;

import io.hornbook.common.hash.Mix64;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The definition of the package description, word for word, by regular expression and by byte. */
final class NaiveTokenizer {
  record Token(int start, int end, long hash) {}

  private static final String WORD = "[A-Za-z0-9_\\x80-\\xFF]+";
  private static final String MARK = "[\\x21-\\x7E]";

  private final Pattern pattern;

  NaiveTokenizer(boolean punctuation) {
    pattern = Pattern.compile(punctuation ? WORD + "|" + MARK : WORD);
  }

  List<Token> tokenize(byte[] bytes) {
    // Latin-1 maps every byte to the character of the same number.
    Matcher matcher = pattern.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    List<Token> tokens = new ArrayList<>();
    while (matcher.find()) {
      tokens.add(new Token(matcher.start(), matcher.end(), hash(matcher.group())));
    }
    return tokens;
  }

  static long hash(String token) {
    long hash = token.length() * 0x9E3779B97F4A7C15L;
    for (int i = 0; i < token.length(); i += 8) {
      long word = 0;
      for (int k = Math.min(token.length(), i + 8) - 1; k >= i; k--) {
        char c = token.charAt(k);
        word = word * 256 + (c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
      }
      hash = (hash ^ word) * 0xD6E8FEB86659FD93L;
      hash = hash ^ (hash >>> 32);
    }
    return Mix64.mix(hash);
  }

  static List<Long> sequence(List<Token> tokens, int n) {
    List<Long> shingles = new ArrayList<>();
    int width = Math.min(n, tokens.size());
    for (int i = 0; width > 0 && i + width <= tokens.size(); i++) {
      long sum = 0;
      for (Token token : tokens.subList(i, i + width)) {
        sum = sum * 0xA0761D6478BD642FL + token.hash();
      }
      shingles.add(Mix64.mix(sum + width * 0x9E3779B97F4A7C15L));
    }
    return shingles;
  }

  static long[] shingles(List<Token> tokens, int n) {
    return new TreeSet<>(sequence(tokens, n)).stream().mapToLong(Long::longValue).toArray();
  }
}
