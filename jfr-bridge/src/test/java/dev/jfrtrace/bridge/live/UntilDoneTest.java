package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UntilDoneTest {
    private final AtomicInteger tries = new AtomicInteger();

    private Runnable failing(int times) {
        return () -> {
            if (tries.incrementAndGet() <= times) {
                throw new OutOfMemoryError("try " + tries.get());
            }
        };
    }

    @Test
    void whatFailsIsDoneAgain() {
        assertThat(UntilDone.within(5, failing(2))).isNull();
        assertThat(tries).hasValue(3);
    }

    @Test
    void whatFailsAgainAndAgainIsGivenUpWithTheReason() {
        assertThat(UntilDone.within(2, failing(9))).hasMessage("try 2");
        assertThat(tries).hasValue(2);
    }
}
