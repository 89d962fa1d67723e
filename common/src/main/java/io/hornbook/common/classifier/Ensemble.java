package io.hornbook.common.classifier;

import io.hornbook.common.document.Sha256;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Several classifiers that score a text together, as Nemotron-CC's do (arXiv:2412.02595); or one.
 *
 * @param combination how their qualities become one
 * @param members at least one
 */
public record Ensemble(Combination combination, List<QualityClassifier> members)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** How several qualities become one. */
  public enum Combination {
    /** The highest: what one of them thinks good is good. */
    MAX,
    /** Their mean. */
    MEAN
  }

  public Ensemble {
    members = List.copyOf(members);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("Invalid ensemble: no classifiers (expected at least 1)");
    }
  }

  /**
   * What the scores depend on: the classifier's own fingerprint if it is one; else SHA-256, in
   * hexadecimal digits, of the combination in lower case and, each after a line feed, the members'
   * fingerprints in order.
   */
  public String fingerprint() {
    if (members.size() == 1) {
      return members.get(0).fingerprint();
    }
    StringBuilder text = new StringBuilder(combination == Combination.MAX ? "max" : "mean");
    members.forEach(member -> text.append('\n').append(member.fingerprint()));
    return Sha256.of(text.toString()).hex();
  }

  /** The columns of all signals that a member knows, each once. */
  public List<String> signals() {
    return members.stream().flatMap(member -> member.signals().stream()).distinct().toList();
  }

  /** Whether the same text has the same quality to the last bit on every machine. */
  public boolean isExact() {
    return members.stream().allMatch(member -> member.embedder().isExact());
  }

  /**
   * The quality of a text in [0, 1].
   *
   * @param utf8 the whole text in UTF-8
   * @param signals the values of {@link #signals()}
   */
  public double quality(byte[] utf8, float... signals) {
    if (members.size() == 1) {
      QualityClassifier only = members.get(0);
      return only.quality(only.embedder().embed(utf8), signals);
    }
    return quality(List.of(utf8), List.of(signals)).get(0);
  }

  /** The qualities of several texts, which some embedders take faster together. */
  public List<Double> quality(List<byte[]> texts, List<float[]> signals) {
    Map<String, List<float[]>> vectors = new HashMap<>();
    List<List<Double>> each = new ArrayList<>();
    for (QualityClassifier member : members) {
      List<float[]> ofMember =
          vectors.computeIfAbsent(
              member.embedder().fingerprint(), name -> member.embedder().embedAll(texts));
      each.add(qualities(member, ofMember, signals));
    }
    List<Double> combined = new ArrayList<>();
    for (int text = 0; text < texts.size(); text++) {
      combined.add(combined(each, text));
    }
    return combined;
  }

  private List<Double> qualities(
      QualityClassifier member, List<float[]> vectors, List<float[]> signals) {
    List<String> all = signals();
    List<Double> qualities = new ArrayList<>();
    for (int text = 0; text < vectors.size(); text++) {
      float[] own = new float[member.signals().size()];
      for (int i = 0; i < own.length; i++) {
        own[i] = signals.get(text)[all.indexOf(member.signals().get(i))];
      }
      qualities.add(member.quality(vectors.get(text), own));
    }
    return qualities;
  }

  private double combined(List<List<Double>> each, int text) {
    double highest = 0;
    double sum = 0;
    for (List<Double> member : each) {
      highest = Math.max(highest, member.get(text));
      sum += member.get(text);
    }
    return combination == Combination.MAX || members.size() == 1 ? highest : sum / members.size();
  }
}
