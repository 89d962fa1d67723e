package io.hornbook.jobs.ingest;

import io.hornbook.jobs.run.Storage;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * The git checkouts among the files of a source, each with the commit that it stands at, as
 * gitrepository-layout(5) says: {@code HEAD} holds it, or the name of a branch, whose commit is in
 * the file of its name or in {@code packed-refs}. It is read as plain files, so that a checkout may
 * lie on any file system; where HEAD tells no commit (a linked work tree, reftable) it is unknown.
 */
final class Checkouts {
  private static final Pattern GIT = Pattern.compile("(?:.*/)?\\.git(?:/.*)?", Pattern.DOTALL);
  private static final String HEAD = ".git/HEAD";
  private static final String BRANCH = "ref: ";
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?");

  private final Map<String, String> commits = new TreeMap<>();

  /**
   * Finds checkouts.
   *
   * @param paths all files below the root
   */
  Checkouts(Path root, Collection<String> paths, Storage storage) {
    for (String path : paths) {
      if (path.equals(HEAD) || path.endsWith("/" + HEAD)) {
        String folder = path.substring(0, path.length() - HEAD.length());
        commit(new Path(root, folder + ".git"), storage)
            .ifPresent(commit -> commits.put(folder, commit));
      }
    }
  }

  /** Whether the path belongs to git, not to the work tree. */
  static boolean isGit(String path) {
    return GIT.matcher(path).matches();
  }

  /** The commits, by the folders of the checkouts: empty, or with a slash at its end. */
  Map<String, String> commits() {
    return commits;
  }

  /** The commit of the innermost checkout that holds the path, or {@code null}. */
  String revision(String path) {
    int end = path.lastIndexOf('/') + 1;
    String revision = commits.get(path.substring(0, end));
    while (revision == null && end > 0) {
      end = path.lastIndexOf('/', end - 2) + 1;
      revision = commits.get(path.substring(0, end));
    }
    return revision;
  }

  private static Optional<String> commit(Path git, Storage storage) {
    String head = text(storage, new Path(git, "HEAD")).orElse("").strip();
    if (!head.startsWith(BRANCH)) {
      return Optional.of(head).filter(Checkouts::isCommit);
    }
    String branch = head.substring(BRANCH.length()).strip();
    if (!branch.startsWith("refs/") || branch.contains("..")) {
      return Optional.empty();
    }
    return text(storage, new Path(git, branch))
        .map(String::strip)
        .or(() -> packed(storage, git, branch))
        .filter(Checkouts::isCommit);
  }

  /** A line of packed-refs: the commit, a blank, and the name. */
  private static Optional<String> packed(Storage storage, Path git, String branch) {
    return text(storage, new Path(git, "packed-refs")).stream()
        .flatMap(String::lines)
        .filter(line -> line.endsWith(" " + branch))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .findFirst();
  }

  private static boolean isCommit(String name) {
    return COMMIT.matcher(name).matches();
  }

  private static Optional<String> text(Storage storage, Path file) {
    return storage.read(file).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
