package dev.jfrtrace.bridge.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.ParsedTrace.Event;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.encoder.format.Limits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is thrown. */
class ExceptionEventsTest {
    private static final class Odd extends Exception {
        private static final long serialVersionUID = 1L;

        Odd(String message) {
            super(message);
        }
    }

    private static final class Worse extends Error {
        private static final long serialVersionUID = 1L;

        Worse(String message) {
            super(message);
        }
    }

    @TempDir private static Path folder;

    private static Script script;
    private static Thread thrower;

    @BeforeAll
    static void record() throws Exception {
        script =
                Script.record(
                        folder,
                        recording -> {
                            recording
                                    .enable("jdk.JavaExceptionThrow")
                                    .withStackTrace()
                                    .with("throttle", "off");
                            recording.enable("jdk.JavaErrorThrow").withStackTrace();
                        },
                        () -> {
                            thrower = Script.start("thrower", ExceptionEventsTest::throwAll);
                            thrower.join();
                        });
    }

    private static void throwAll() {
        for (String message : new String[] {"one \"two\"\nthree", null, "", "x".repeat(5000)}) {
            try {
                throw new Odd(message);
            } catch (Odd e) {
                assertThat(e.getMessage()).isEqualTo(message);
            }
        }
        try {
            throw new Worse("ever");
        } catch (Worse e) {
            assertThat(e).hasMessage("ever");
        }
    }

    private static List<Event> logs(String category, Class<?> type) {
        return script.trace().logs(category).stream()
                .filter(log -> log.text("Message").startsWith(type.getName()))
                .toList();
    }

    @Test
    @Tests(JfrMapping.EXCEPTION_THROW)
    void exceptionsAreLogged() {
        List<Event> logs = logs("exception", Odd.class);
        String name = Odd.class.getName();
        assertThat(logs)
                .extracting(log -> log.text("Message"))
                .startsWith(name + ": one \"two\"\nthree", name)
                .hasSize(4);
        assertThat(logs).allMatch(log -> log.g() == thrower.getId());
        assertThat(logs).allMatch(log -> log.stack().contains(getClass().getName() + ".throwAll"));
        assertThat(script.count("jdk.JavaExceptionThrow", Fate.TRANSLATED))
                .isEqualTo(script.events("jdk.JavaExceptionThrow").size());
    }

    @Test
    void longMessagesAreCut() {
        String message = logs("exception", Odd.class).get(3).text("Message");
        assertThat(message).contains(": xxxxxxxx").endsWith("…");
        assertThat(message.getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(Limits.MAX_STRING_BYTES);
    }

    @Test
    @Tests(JfrMapping.ERROR_THROW)
    void errorsAreLogged() {
        assertThat(logs("error", Worse.class))
                .extracting(log -> log.text("Message"))
                .containsExactly(Worse.class.getName() + ": ever");
        assertThat(script.count("jdk.JavaErrorThrow", Fate.TRANSLATED))
                .isEqualTo(script.events("jdk.JavaErrorThrow").size());
    }
}
