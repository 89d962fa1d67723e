package io.hornbook.common.embed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The definition of the hashing embedder, word by word, one regular expression and no bit sets. */
final class NaiveHashingEmbedder {
  private static final String LOWER = "[a-z\\x80-\\xff]";
  private static final Pattern FEATURE =
      Pattern.compile("[A-Z]+(?!" + LOWER + ")|[A-Z]?" + LOWER + "+|[0-9]+|[!-~&&[^A-Za-z0-9]]");

  private static final String SYMBOLS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  private NaiveHashingEmbedder() {}

  static List<String> features(byte[] utf8) {
    List<String> features = new ArrayList<>();
    Matcher matcher = FEATURE.matcher(new String(utf8, ISO_8859_1));
    while (matcher.find()) {
      features.add(matcher.group());
    }
    return features;
  }

  static int[] counters(byte[] utf8) {
    int[] counters = new int[384];
    for (String feature : features(utf8)) {
      char first = feature.charAt(0);
      if (first >= '0' && first <= '9') {
        counters[32 + Math.min(feature.length(), 8) - 1]++;
      } else if (Character.isLetter(first) || first >= 0x80) {
        int slot = slot(feature);
        counters[40 + slot % 344] += slot < 344 ? 1 : -1;
      } else {
        counters[SYMBOLS.indexOf(first)]++;
      }
    }
    return counters;
  }

  private static int slot(String subtoken) {
    byte[] bytes = subtoken.getBytes(ISO_8859_1);
    for (int i = 0; i < bytes.length; i++) {
      boolean upper = bytes[i] >= 'A' && bytes[i] <= 'Z';
      bytes[i] = (byte) (upper ? bytes[i] + 'a' - 'A' : bytes[i]);
    }
    long hash = bytes.length;
    for (int from = 0; from < bytes.length; from += 8) {
      long word = 0;
      for (int i = from; i < Math.min(from + 8, bytes.length); i++) {
        word |= (bytes[i] & 0xFFL) << (8 * (i - from));
      }
      hash = (hash ^ word) * 0x9E3779B97F4A7C15L;
      hash = hash ^ (hash >>> 32);
    }
    hash *= 0xD6E8FEB86659FD93L;
    return (int) (((hash >>> 32) * 688) >>> 32);
  }

  static float[] embed(byte[] utf8) {
    int[] counters = counters(utf8);
    long sum = 0;
    for (int counter : counters) {
      sum += Math.abs(counter);
    }
    float[] vector = new float[384];
    for (int i = 0; sum > 0 && i < 384; i++) {
      vector[i] =
          (float) (Math.signum(counters[i]) * Math.sqrt(Math.abs(counters[i]) / (double) sum));
    }
    return vector;
  }
}
