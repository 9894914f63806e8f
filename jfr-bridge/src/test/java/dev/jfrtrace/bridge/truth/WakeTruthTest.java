package dev.jfrtrace.bridge.truth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.agent.AgentJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever unparked or interrupted a thread is shown to have woken it, and nobody else is. */
@Timeout(180)
class WakeTruthTest {
    /** What a run of the script says of one primitive. */
    private record Said(String name, long waiter, long waker, int times, String reason) {
        static Said of(String line) {
            String[] words = line.split(" ", 5);
            return new Said(
                    words[0],
                    Long.parseLong(words[1]),
                    Long.parseLong(words[2]),
                    Integer.parseInt(words[3]),
                    words[4]);
        }
    }

    @TempDir private static Path folder;
    private static Path jar;

    private Path trace;

    @BeforeAll
    static void makeJar() throws IOException {
        jar = AgentJar.make(folder, null);
    }

    private List<Said> run(List<String> command) throws IOException, InterruptedException {
        return Program.run(folder, command).stream().map(Said::of).toList();
    }

    private static List<String> script() {
        return List.of("-Xmx64m", "-cp", AgentJar.programs(), WakeScript.class.getName());
    }

    private void assertTrue(List<Said> all) {
        ParsedTrace parsed = ParsedTrace.of(trace);
        assertThat(all).hasSizeGreaterThanOrEqualTo(17);
        SoftAssertions softly = new SoftAssertions();
        for (Said said : all) {
            List<Span> ended =
                    parsed.spans(said.waiter(), "Waiting").stream()
                            .filter(span -> span.end() != null)
                            .toList();
            long right =
                    ended.stream()
                            .filter(span -> span.reason().equals(said.reason()))
                            .filter(span -> span.end().g() == said.waker())
                            .count();
            long wrong =
                    ended.stream()
                            .map(span -> span.end().g())
                            .filter(g -> g != ParsedTrace.NONE && g != said.waiter())
                            .filter(g -> g != said.waker())
                            .count();
            softly.assertThat(right)
                    .as(said.name() + " is attributed, of " + ended.size())
                    .isGreaterThanOrEqualTo((long) Math.ceil(0.99 * said.times()))
                    .isLessThanOrEqualTo(said.times() + 2);
            softly.assertThat(wrong).as(said.name() + " is invented").isZero();
        }
        softly.assertAll();
    }

    /** The program is started by {@code jfrtrace record}. */
    @Test
    void recorded() throws Exception {
        trace = folder.resolve("recorded.trace");
        List<String> command =
                new ArrayList<>(
                        List.of(Program.JAVA, "-jar", jar.toString(), "record", "-q", "--wake"));
        command.addAll(List.of("--preset", "full", "-o", trace.toString(), "--", Program.JAVA));
        command.addAll(script());
        Performance.attempt(() -> assertTrue(run(command)));
    }

    /** The program traces itself. */
    @Test
    void traced() throws Exception {
        trace = folder.resolve("traced.trace");
        List<String> command = new ArrayList<>();
        command.add(Program.JAVA);
        command.add("-javaagent:" + jar + "=wake,preset=full,out=" + trace);
        command.addAll(script());
        Performance.attempt(() -> assertTrue(run(command)));
    }
}
