package io.hornbook.common.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbook.common.document.Sha256;
import io.hornbook.common.failure.DataException;
import io.hornbook.common.forest.TreeNode.Leaf;
import io.hornbook.common.forest.TreeNode.Split;
import io.hornbook.common.testing.Seeds;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForestTest {
  private static final TreeNode STUMP = new Split(1, 0.5, new Leaf(3, 0), new Leaf(1, 2));

  @Test
  void hasADigestThatIsPersisted() {
    assertThat(new Forest(2, List.of(STUMP, new Leaf(1, 0))).digest().hex())
        .isEqualTo("78e321aea763542be150dfcbe1944c4e5c64cea1b9c354238123ca15f50b5459");
  }

  @Test
  void hasAnotherDigestForAnotherNode() {
    Sha256 digest = digest(STUMP);

    assertThat(digest(new Split(1, 0.5, new Leaf(3, 0), new Leaf(1, 2)))).isEqualTo(digest);
    assertThat(
            List.of(
                digest(new Split(0, 0.5, new Leaf(3, 0), new Leaf(1, 2))),
                digest(new Split(1, Math.nextUp(0.5), new Leaf(3, 0), new Leaf(1, 2))),
                digest(new Split(1, 0.5, new Leaf(1, 2), new Leaf(3, 0))),
                digest(new Split(1, 0.5, new Leaf(3, 0), new Leaf(2, 1))),
                digest(STUMP, STUMP),
                new Forest(3, List.of(STUMP)).digest()))
        .doesNotHaveDuplicates()
        .doesNotContain(digest);
  }

  @Test
  void hasOneZero() {
    assertThat(digest(new Split(0, -0.0, new Leaf(-0.0, 1), new Leaf(1, 1))))
        .isEqualTo(digest(new Split(0, 0.0, new Leaf(0.0, 1), new Leaf(1, 1))));
  }

  @Test
  void isReadAsItWasWritten() {
    Forest forest = RandomForests.forest(Seeds.random(), 12, 9, 30);

    assertThat(Forest.parse(forest.bytes())).isEqualTo(forest);
  }

  @Test
  void refusesDamagedBytes() {
    byte[] bytes = new Forest(2, List.of(STUMP)).bytes();
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    byte[] disordered = bytes.clone();
    disordered[29] = 7;
    byte[] unknown = bytes.clone();
    unknown[34] = 9;

    assertThatThrownBy(() -> Forest.parse(Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(DataException.class)
        .hasMessage("Cannot read the forest: it is cut short");
    assertThatThrownBy(() -> Forest.parse(longer))
        .hasMessage("Cannot read the forest: bytes follow the last tree");
    assertThatThrownBy(() -> Forest.parse(disordered))
        .hasMessage("Cannot read the forest: its nodes are out of order");
    assertThatThrownBy(() -> Forest.parse(unknown))
        .hasMessage("Cannot read the forest: a node is of kind 9");
    assertThatThrownBy(() -> Forest.parse(new byte[40]))
        .hasMessage("Cannot read the forest: it is no forest of version 1");
  }

  @Test
  void refusesWhatIsNoForest() {
    assertThatThrownBy(() -> new Forest(2, List.of()))
        .hasMessage("Invalid forest: no trees (expected at least 1)");
    assertThatThrownBy(() -> new Forest(1, List.of(STUMP)))
        .hasMessage("Invalid feature: 1 (expected below 1)");
    assertThatThrownBy(() -> new Split(-1, 0, STUMP, STUMP))
        .hasMessage("Invalid feature: -1 (expected 0 or more)");
    assertThatThrownBy(() -> new Split(0, Double.NaN, STUMP, STUMP))
        .hasMessage("Invalid threshold: NaN (expected a number)");
    assertThatThrownBy(() -> new Leaf(Double.NaN, 0)).hasMessageStartingWith("Invalid leaf: NaN");
    assertThatThrownBy(() -> new Leaf(0, -1)).hasMessageStartingWith("Invalid leaf: 0.0, -1.0");
  }

  private static Sha256 digest(TreeNode... trees) {
    return new Forest(2, List.of(trees)).digest();
  }
}
