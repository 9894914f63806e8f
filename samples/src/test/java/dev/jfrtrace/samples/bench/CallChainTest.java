package dev.jfrtrace.samples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallChainTest {
    private final CallChain chain = new CallChain(1);

    @Test
    void stacksAreAsDeepAndVariedAsPromised() throws Exception {
        Set<Long> depths = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            chain.call(() -> depths.add(framesOfOurs()));
        }
        assertThat(depths).allMatch(depth -> depth >= 6 && depth <= 64);
        assertThat(depths).anyMatch(depth -> depth < 15).anyMatch(depth -> depth > 45);
        assertThat(depths).hasSizeGreaterThan(20);
    }

    private static long framesOfOurs() {
        return StackWalker.getInstance()
                .walk(
                        frames ->
                                frames.filter(
                                                frame ->
                                                        frame.getClassName()
                                                                .contains(".samples.bench."))
                                        .count());
    }
}
