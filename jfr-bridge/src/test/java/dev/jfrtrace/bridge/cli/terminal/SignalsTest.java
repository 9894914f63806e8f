package dev.jfrtrace.bridge.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Signals that come too early are not forgotten. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class SignalsTest {
    /** Does nothing to a process that does not hear it. */
    private static final String HARMLESS = "WINCH";

    private static void send() throws Exception {
        String pid = String.valueOf(ProcessHandle.current().pid());
        assertThat(new ProcessBuilder("kill", "-" + HARMLESS, pid).start().waitFor()).isZero();
    }

    @Test
    void oneThatComesBeforeTheAnswerIsAnswered() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        Signals signals = Signals.hear(2, HARMLESS);
        try {
            assertThat(signals.areUnanswered()).isFalse();
            send();
            while (!signals.areUnanswered()) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            signals.answer(heard::add);
            assertThat(heard).containsExactly(HARMLESS);
            assertThat(signals.areUnanswered()).isFalse();
            send();
            while (heard.size() < 2) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            send();
            TimeUnit.MILLISECONDS.sleep(50);
        } finally {
            signals.close();
        }
        assertThat(heard).as("the third is one too many").containsExactly(HARMLESS, HARMLESS);
    }
}
