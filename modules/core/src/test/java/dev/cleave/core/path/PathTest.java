package dev.cleave.core.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PathTest {

    @Test
    void aKeyFollowsFromTheParentsKey() {
        PathKey key = PathKey.ROOT.child(3).child(0).child(7);
        assertThat(PathKey.ROOT.descendant(Path.of(3, 0, 7))).isEqualTo(key);
        assertThat(PathKey.ROOT.descendant(Path.EMPTY)).isEqualTo(PathKey.ROOT);
    }

    @Test
    void noTwoOfManyPathsShareAKey() {
        Set<PathKey> keys = new HashSet<>();
        int paths = 0;
        PathKey down = PathKey.ROOT;
        for (int depth = 0; depth < 300; depth++) {
            for (int child = 0; child < 300; child++) {
                keys.add(down.child(child));
                paths++;
            }
            down = down.child(300);
        }
        assertThat(keys).hasSize(paths);
    }

    @Test
    void everythingUnderAPathFollowsItAtOnce() {
        assertThat(Path.of(1)).isLessThan(Path.of(1, 0)).isLessThan(Path.of(1, 5, 9));
        assertThat(Path.of(1, 5, 9)).isLessThan(Path.of(2));
        assertThat(Path.of(1).leadsTo(Path.of(1, 5, 9))).isTrue();
        assertThat(Path.of(1).leadsTo(Path.of(1))).isTrue();
        assertThat(Path.of(1, 0).leadsTo(Path.of(1))).isFalse();
    }

    @Test
    void joinsAndPrints() {
        assertThat(Path.of(1, 2).then(Path.of(3)).child(4)).isEqualTo(Path.of(1, 2, 3, 4));
        assertThat(Path.of(1, 2, 3)).hasToString("/1/2/3");
        assertThat(Path.EMPTY).hasToString("/");
        assertThat(Path.of(new int[1000]).toString()).contains("…(800 more)").hasSizeLessThan(500);
    }

    @Test
    void theKeyOfADescendantIsThatOfAChildOfAChild() {
        PathKey step = PathKey.ROOT;
        Path path = Path.EMPTY;
        for (int index : new int[] {3, 0, 17, Integer.MAX_VALUE, 1}) {
            step = step.child(index);
            path = path.child(index);
            assertThat(PathKey.ROOT.descendant(path)).isEqualTo(step);
        }
        assertThat(PathKey.ROOT.descendant(Path.EMPTY)).isEqualTo(PathKey.ROOT);
    }
}
