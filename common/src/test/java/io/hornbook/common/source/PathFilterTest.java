package io.hornbook.common.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PathFilterTest {
  @Test
  void matchesGlobsOverWholePaths() {
    assertThat(accepts("**/*.py", "a.py")).isTrue();
    assertThat(accepts("**/*.py", "x/y/a.py")).isTrue();
    assertThat(accepts("*.py", "x/a.py")).isFalse();
    assertThat(accepts("**", "x/a.py")).isTrue();
    assertThat(accepts("x/**", "x/y/a.py")).isTrue();
    assertThat(accepts("x/**", "xy/a.py")).isFalse();
    assertThat(accepts("a?.{py,pyi}", "ab.pyi")).isTrue();
    assertThat(accepts("a?.{py,pyi}", "ab.pyc")).isFalse();
    assertThat(accepts("a,b.(py)", "a,b.(py)")).isTrue();
    assertThat(accepts("a.py", "axpy")).isFalse();
  }

  @Test
  void excludesAfterItIncludes() {
    PathFilter filter = new PathFilter(List.of("**/*.py"), List.of("**/test/**"));
    assertThat(filter.accepts("a.py")).isTrue();
    assertThat(filter.accepts("x/test/a.py")).isFalse();
    assertThat(new PathFilter(List.of(), List.of()).accepts("anything")).isTrue();
  }

  @Test
  void refusesBracesWithoutAPair() {
    assertThatThrownBy(() -> accepts("{py", "py"))
        .hasMessage("Invalid glob: {py (expected paired braces)");
  }

  private static boolean accepts(String glob, String path) {
    return new PathFilter(List.of(glob), List.of()).accepts(path);
  }
}
