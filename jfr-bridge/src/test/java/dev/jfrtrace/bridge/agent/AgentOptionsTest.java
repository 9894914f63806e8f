package dev.jfrtrace.bridge.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What stands behind the jar is understood, or refused in a sentence. */
class AgentOptionsTest {
    @Test
    void lengthsAreWrittenAsOnTheCommandLine() {
        assertThat(AgentOptions.parse("out=x,duration=1.5m").duration)
                .isEqualTo(Duration.ofSeconds(90));
        assertThatThrownBy(() -> AgentOptions.parse("out=x,duration=30"))
                .hasMessageStartingWith("'30' is no length of time; expected out=FILE");
    }

    @Test
    void aFileIsNamedForItsProcess() {
        String pid = Long.toString(ProcessHandle.current().pid());
        assertThat(AgentOptions.parse("out=/tmp/app-%p.trace").out)
                .isEqualTo(Path.of("/tmp/app-" + pid + ".trace"));
    }
}
