package dev.jfrtrace.bridge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.ParsedTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code jfrtrace record --live}: the trace is there while it is recorded. */
class RecordLiveTest extends RecordFixture {
    private Process record(String mode) throws IOException {
        List<String> command =
                List.of("record", "--live", "--preset=full", "-o", trace.toString(), "--", JAVA);
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("-cp", AgentJar.programs(), TickingProgram.class.getName(), mode));
        return jfrtrace(all.toArray(new String[0]));
    }

    private void awaitBytes(Process record, long least) throws Exception {
        while (!Files.exists(trace) || Files.size(trace) < least) {
            assertThat(record.isAlive()).as(Files.readString(err)).isTrue();
            Thread.sleep(50);
        }
    }

    @Test
    void whatGrewIsReplacedByTheWhole() throws Exception {
        Process record = record("halt");
        awaitBytes(record, 100);
        assertThat(end(record)).isEqualTo(TickingProgram.CODE);
        assertThat(Files.readString(err)).doesNotContain("grows no longer");
        assertThat(sleeps()).isEqualTo(TickingProgram.TICKS);
    }

    /** Nobody closes the trace then, and nobody converts the recording. */
    @Test
    void aCommandThatIsKilledLeavesWhatHasGrown() throws Exception {
        Process record = record("wait");
        List<ProcessHandle> programs = new ArrayList<>();
        try {
            awaitBytes(record, 10_000);
            programs.addAll(record.descendants().toList());
            record.destroyForcibly();
            assertThat(end(record)).isEqualTo(128 + 9);
            ParsedTrace parsed = ParsedTrace.of(trace);
            assertThat(parsed.groups()).containsValue(TickingProgram.THREAD);
            assertThat(sleeps()).isEqualTo(TickingProgram.TICKS);
            assertThat(programs).isNotEmpty().allMatch(ProcessHandle::isAlive);
        } finally {
            programs.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
