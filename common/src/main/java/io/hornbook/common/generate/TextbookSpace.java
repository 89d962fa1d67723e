package io.hornbook.common.generate;

import java.util.Optional;

/** Topic × audience × form. */
record TextbookSpace(Material material) implements Space<TextbookConstraints> {
  @Override
  public long size() {
    Material.Choices choices = material.choices();
    return Digits.product(
        material.topics().size(), choices.audiences().size(), choices.forms().size());
  }

  @Override
  public Optional<TextbookConstraints> at(long index) {
    Digits digits = new Digits(index);
    Topic topic = digits.choose(material.topics());
    String audience = digits.choose(material.choices().audiences());
    String form = digits.choose(material.choices().forms());
    return Optional.of(new TextbookConstraints(topic, audience, form));
  }
}
