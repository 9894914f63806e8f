package dev.jfrtrace.encoder.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.encoder.format.GoStatus;
import dev.jfrtrace.encoder.format.ProcStatus;
import org.junit.jupiter.api.Test;

class TraceStateTest {
    @Test
    void threadsThatHoldNothingAreForgotten() {
        TraceState state = new TraceState(true);
        ThreadState withProc = state.newThread(1);
        ThreadState withGoroutine = state.newThread(2);
        for (long ended = 3; ended < 1_000; ended++) {
            state.newThread(ended);
        }
        state.hold(withProc, state.newProc(0, ProcStatus.RUNNING));
        state.bind(withGoroutine, state.newGoroutine(7, GoStatus.SYSCALL));

        state.forgetIdleThreads();

        assertThat(state.threads.size()).isEqualTo(2);
        assertThat(state.threads.get(1)).isSameAs(withProc);
        assertThat(state.threads.get(2)).isSameAs(withGoroutine);
    }
}
