package io.hornbook.common.source;

import java.io.StringReader;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * One {@code <row …/>} of {@code Posts.xml}. Document types and external entities are off, so a row
 * can neither name a file nor grow; the JDK's limits on entities count within one row.
 */
final class PostRow {
  private static final int QUESTION = 1;
  private static final int ANSWER = 2;

  /** Both spellings of tags: {@code <a><b>} and {@code |a|b|}. */
  private static final Pattern TAG_MARKS = Pattern.compile("[<>|]+");

  private static final XMLInputFactory FACTORY = factory();

  private final Map<String, String> attributes;

  private PostRow(Map<String, String> attributes) {
    this.attributes = attributes;
  }

  /** The post of a row, or {@code null}: it is neither a question nor an answer. */
  static Post parse(String row, long offset) throws MalformedRowException {
    PostRow fields = new PostRow(attributes(row));
    long id = fields.required("Id");
    long type = fields.required("PostTypeId");
    if (type != QUESTION && type != ANSWER) {
      return null;
    }
    if (fields.attributes.get("Body") == null) {
      throw new MalformedRowException("post " + id + " has no Body");
    }
    return fields.post(id, type == ANSWER ? fields.required("ParentId") : null, offset);
  }

  private Post post(long id, Long parent, long offset) throws MalformedRowException {
    try {
      String created = attributes.get("CreationDate");
      return new Post(
          id,
          parent,
          parent == null ? whole("AcceptedAnswerId") : null,
          whole("Score"),
          attributes.get("Title"),
          attributes.get("Body"),
          tags(attributes.getOrDefault("Tags", "")),
          attributes.get("OwnerUserId"),
          attributes.get("OwnerDisplayName"),
          attributes.get("ContentLicense"),
          created == null ? null : FieldTypes.parsed(created),
          offset);
    } catch (DateTimeException e) {
      throw new MalformedRowException("post " + id + ": " + e.getMessage());
    }
  }

  static List<String> tags(String tags) {
    return Stream.of(TAG_MARKS.split(tags, -1)).filter(tag -> !tag.isBlank()).toList();
  }

  private long required(String name) throws MalformedRowException {
    Long value = whole(name);
    if (value == null) {
      throw new MalformedRowException("no " + name);
    }
    return value;
  }

  private Long whole(String name) throws MalformedRowException {
    String value = attributes.get(name);
    try {
      return value == null || value.isEmpty() ? null : Long.valueOf(value);
    } catch (NumberFormatException e) {
      throw new MalformedRowException(name + " is " + value + " (expected a whole number)");
    }
  }

  private static Map<String, String> attributes(String row) throws MalformedRowException {
    try {
      XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(row));
      reader.nextTag();
      Map<String, String> attributes = new HashMap<>();
      for (int i = 0; i < reader.getAttributeCount(); i++) {
        attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
      }
      while (reader.hasNext()) {
        reader.next();
      }
      reader.close();
      return attributes;
    } catch (XMLStreamException e) {
      throw new MalformedRowException(e.getMessage().replaceAll("\\s+", " "));
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    // A character reference counts as an entity; the row's own size is the limit here.
    factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
    factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
    factory.setProperty("jdk.xml.entityExpansionLimit", "0");
    return factory;
  }

  /** A row that is no well-formed post. */
  static final class MalformedRowException extends Exception {
    MalformedRowException(String message) {
      super(message);
    }
  }
}
