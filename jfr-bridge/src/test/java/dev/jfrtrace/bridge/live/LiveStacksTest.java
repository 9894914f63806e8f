package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.jfrtrace.bridge.source.JfrFrame;
import dev.jfrtrace.encoder.format.Limits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveStacksTest {
    private final LiveStacks stacks = new LiveStacks();

    private static List<JfrFrame> stack(String... methods) {
        return Arrays.stream(methods).map(m -> new JfrFrame("app.Main", m, 1)).toList();
    }

    private List<String> methodsAt(long place) {
        return Arrays.stream(stacks.stack(place))
                .mapToObj(id -> stacks.frame(id).method())
                .toList();
    }

    @Test
    void aStackIsGivenBackLeafFirst() {
        long place = stacks.add(stack("leaf", "middle", "root"));
        assertThat(methodsAt(place)).containsExactly("leaf", "middle", "root");
    }

    @Test
    void equalStacksHaveOnePlace() {
        long place = stacks.add(stack("a", "b"));
        assertThat(stacks.add(stack("a", "b"))).isEqualTo(place);
        assertThat(stacks.add(stack("b", "a"))).isNotEqualTo(place);
        assertThat(stacks.size()).isEqualTo(2);
    }

    @Test
    void aPlaceIsGoodForOneTurn() {
        long place = stacks.add(stack("a"));
        stacks.turn();
        assertThat(methodsAt(place)).containsExactly("a");
        assertThat(stacks.size()).isZero();
    }

    @Test
    void aPlaceIsForgottenAfterTwoTurns() {
        long place = stacks.add(stack("a"));
        stacks.turn();
        stacks.turn();
        assertThatIllegalStateException()
                .isThrownBy(() -> stacks.stack(place))
                .withMessageContaining("was forgotten");
    }

    @Test
    void whatIsMetAgainKeepsItsPlace() {
        long place = stacks.add(stack("a"));
        for (int i = 0; i < 5; i++) {
            stacks.turn();
            assertThat(stacks.add(stack("a"))).isEqualTo(place);
        }
        assertThat(methodsAt(place)).containsExactly("a");
    }

    @Test
    void noPlaceIsGivenTwice() {
        long first = stacks.add(stack("a"));
        stacks.turn();
        stacks.turn();
        assertThat(stacks.add(stack("b"))).isGreaterThan(first);
        assertThat(stacks.add(stack("a"))).isGreaterThan(first + 1);
    }

    @Test
    void framesKeepTheirNumbers() {
        int before = stacks.stack(stacks.add(stack("a")))[0];
        stacks.turn();
        stacks.turn();
        assertThat(stacks.stack(stacks.add(stack("a")))[0]).isEqualTo(before);
    }

    @Test
    void aDeepStackKeepsItsRoot() {
        List<JfrFrame> deep = new ArrayList<>(stack("leaf"));
        for (int i = 0; i < 300; i++) {
            deep.addAll(stack("recurse"));
        }
        deep.addAll(stack("root"));
        List<String> kept = methodsAt(stacks.add(deep));
        assertThat(kept).hasSize(Limits.MAX_FRAMES_PER_STACK).startsWith("leaf").endsWith("root");
    }

    @Test
    void anEmptyStackIsAStack() {
        assertThat(stacks.stack(stacks.add(List.of()))).isEmpty();
    }
}
