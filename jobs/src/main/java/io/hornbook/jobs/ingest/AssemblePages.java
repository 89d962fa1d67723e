package io.hornbook.jobs.ingest;

import io.hornbook.common.source.Defaults;
import io.hornbook.common.source.Post;
import io.hornbook.common.source.QuestionPage;
import io.hornbook.common.source.SourceRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/**
 * Makes pages of posts: rows come sorted so that the posts of one question follow each other; rows
 * of the quarantine pass through. Holds the posts of one question.
 *
 * @param sources the sources, by index
 * @param optOuts what is left out
 */
record AssemblePages(List<SourceSpec> sources, OptOuts optOuts)
    implements MapPartitionsFunction<Row, Row> {
  private static final String POSTS_XML = "Posts.xml";

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Pages(rows);
  }

  /** The site of a dump, for its users: the folder of Posts.xml, or the name of the archive. */
  static String site(String origin) {
    int xml = origin.indexOf(POSTS_XML);
    String site =
        xml >= 0 ? origin.substring(0, Math.max(0, xml - 1)) : origin.replaceFirst("\\.7z$", "");
    return site.isEmpty() ? null : site.substring(site.lastIndexOf('/') + 1);
  }

  private List<Row> page(Row first, List<Post> posts) {
    SourceSpec source = sources.get(first.getAs("source_index"));
    String origin = first.getAs("origin");
    Defaults defaults = source.defaults().orRepository(site(origin));
    List<Row> page = new ArrayList<>();
    for (SourceRecord record : QuestionPage.assemble(posts, origin, defaults, source.rules())) {
      page.add(optOuts.row(record, origin));
    }
    return page;
  }

  private final class Pages implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final Deque<Row> ready = new ArrayDeque<>();
    private Row ahead;

    Pages(Iterator<Row> rows) {
      this.rows = rows;
      this.ahead = rows.hasNext() ? rows.next() : null;
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && ahead != null) {
        advance();
      }
      return !ready.isEmpty();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.removeFirst();
    }

    private void advance() {
      Row first = ahead;
      if (!first.getAs(RecordRows.TABLE).equals(RecordRows.POSTS)) {
        ready.add(RecordRows.reshaped(first, RecordRows.RECORDS));
        ahead = rows.hasNext() ? rows.next() : null;
        return;
      }
      List<Post> posts = new ArrayList<>();
      while (ahead != null && isSameQuestion(first, ahead)) {
        posts.add(RecordRows.post(ahead));
        ahead = rows.hasNext() ? rows.next() : null;
      }
      ready.addAll(page(first, posts));
    }

    private static boolean isSameQuestion(Row first, Row other) {
      return other.getAs(RecordRows.TABLE).equals(RecordRows.POSTS)
          && first.<Integer>getAs("source_index").equals(other.<Integer>getAs("source_index"))
          && first.getAs("origin").equals(other.getAs("origin"))
          && first.<Long>getAs("question_id").equals(other.<Long>getAs("question_id"));
    }
  }
}
