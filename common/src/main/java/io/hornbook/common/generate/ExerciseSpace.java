package io.hornbook.common.generate;

import java.util.Optional;
import java.util.Set;

/** Verb × noun × qualifier × topic × difficulty × construct. */
record ExerciseSpace(Material material, Set<String> entryPoints)
    implements Space<ExerciseConstraints> {
  @Override
  public long size() {
    Material.Names names = material.names();
    Material.Choices choices = material.choices();
    return Digits.product(
        names.verbs().size(),
        names.nouns().size(),
        names.qualifiers().size(),
        material.topics().size(),
        choices.difficulties().size(),
        choices.constructs().size());
  }

  @Override
  public Optional<ExerciseConstraints> at(long index) {
    Digits digits = new Digits(index);
    String verb = digits.choose(material.names().verbs());
    String noun = digits.choose(material.names().nouns());
    String qualifier = digits.choose(material.names().qualifiers());
    String name = verb + "_" + noun + (qualifier.isEmpty() ? "" : "_" + qualifier);
    if (entryPoints.contains(name)) {
      return Optional.empty();
    }
    Topic topic = digits.choose(material.topics());
    String difficulty = digits.choose(material.choices().difficulties());
    Construct construct = digits.choose(material.choices().constructs());
    return Optional.of(new ExerciseConstraints(name, topic, difficulty, construct));
  }
}
