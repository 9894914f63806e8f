package dev.jfrtrace.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines that make no sense: exit code 2, one sentence, and where to read more. */
class BadUsageTest {
    @TempDir private static Path folder;

    private static Path in() {
        return Fixtures.recording(folder.resolve("in.jfr"));
    }

    static Stream<Arguments> badOptions() {
        return Stream.of(
                arguments("--foo", List.of("--foo"), "Unknown option: '--foo'"),
                arguments("no value", List.of("-o"), "Missing required parameter for option"),
                arguments("twice", List.of("-q", "-q"), "-q may be given only once"),
                arguments("no name", List.of("-o", ""), "the name is empty"),
                arguments("NUL in name", List.of("-o", "a\0b"), "cannot be the name of a file"),
                arguments("-o and -d", List.of("-o", "a", "-d", "b"), "exclude each other"),
                arguments("format", List.of("--format", "1.24"), "'1.24' is not one of 1.22, 1.23"),
                arguments("time", List.of("--from", "noon"), "'noon' is not a time"),
                arguments("date", List.of("--to", "2026-13-01T00:00:00"), "is not a time"),
                arguments("regex", List.of("--threads", "a("), "is not a regular expression"),
                arguments("family", List.of("--events", "lock"), "'lock' is not a family"),
                arguments("no family", List.of("--events="), "'' is not a family"),
                arguments("always on", List.of("--events", "-threads"), "cannot be left out"),
                arguments("option", List.of("--events", "-q"), "'q' is not a family"),
                arguments("long option", List.of("--events", "--jvm"), "Expected parameter"),
                arguments("group", List.of("--group-by", "NAMES"), "is not one of name, pool"),
                arguments("reasons", List.of("--reasons", "c"), "is not one of java, go"),
                arguments("no unit", List.of("--generation", "1"), "'1' is not a length"),
                arguments("zero", List.of("--generation", "0s"), "'0s' is not a length"),
                arguments("too long", List.of("--generation", "61m"), "takes 1h at the most"),
                arguments("which", List.of("--show-vthreads", "x"), "is not one of all, busy"),
                arguments("older name", List.of("--vthreads", "x"), "is not one of all, busy"),
                arguments("restate", List.of("--restate", "some"), "is not one of auto, all"),
                arguments("jvm 0", List.of("--jvm", "0"), "--jvm counts from 1"),
                arguments("jobs 0", List.of("--jobs", "0"), "--jobs must be 1 or more"),
                arguments("jvm", List.of("--jvm", "two"), "'two' is not a whole number"),
                arguments("report", List.of("--report", "xml"), "is not one of none, short"),
                arguments("quiet", List.of("-q", "--report", "json"), "-q cannot be combined"),
                arguments("folder", List.of("-o", "."), "is a folder: use -d"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badOptions")
    void aBadOptionIsToldInOneSentence(String name, List<String> options, String sentence) {
        Object[] args =
                Stream.of(List.of("convert", in().toString()), options)
                        .flatMap(List::stream)
                        .toArray();

        assertUsageError(Run.of(args), sentence);
    }

    private static void assertUsageError(Run run, String sentence) {
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("jfrtrace: ").contains(sentence);
        assertThat(run.err().lines()).hasSize(2).last().isEqualTo("Try 'jfrtrace help convert'.");
        assertThat(run.out()).isEmpty();
    }

    /** Of the ways to say it only the one that the words stand for is right. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-o x.trace java -jar x.jar",
                "-o x.trace java Main",
                "-q --duration=1s -o x.trace /opt/jdk/bin/java -cp a Main",
                "-o x.trace sh ./run.sh --flag",
            })
    void aCommandForRecordStandsBehindTwoDashes(String line) {
        Run run = Run.of((Object[]) ("record " + line).split(" "));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("jfrtrace: put -- before the command: jfrtrace record ")
                .contains("-o x.trace -- " + line.replaceFirst(".*x.trace ", "") + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "-o x.trace 4711 --foo, Unknown option: '--foo'",
                "-o x.trace --foo java Main, Unknown option: '--foo'",
                "-o x.trace app.jar other.jar, `only one JVM can be recorded at a time, not 2`",
            })
    void whatIsNoCommandIsToldAsBefore(String line, String sentence) {
        Run run = Run.of((Object[]) ("record " + line).split(" "));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("jfrtrace: " + sentence);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "print --from noon, 'noon' is not a time",
                "print --from -5, --from of a trace takes seconds from its start",
                "export --to 14:00:00, --to of a trace takes seconds from its start",
                "record -o x --duration 30, '30' is not a length of time: expected 1ms to 9999h",
                "dump -o x --last -5s, '-5s' is not a length of time",
                "summary --top x, 'x' is not a whole number",
                "summary --top 3000000000, '3000000000' is too large a number",
                "print -g x, 'x' is not a whole number",
                "record -o x --set jdk.A#b, should be in KEY=VALUE format",
                "record -o x --set jdk.A=b, 'jdk.A'",
            })
    void numbersAndTimesAreToldInWordsForUsers(String line, String sentence) {
        Run run = Run.of((Object[]) (line + " app.trace").split(" "));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(sentence);
    }

    @Test
    void aConversionNeedsARecording() {
        assertUsageError(Run.of("convert"), "Missing required parameter: 'IN.jfr'");
    }

    @Test
    void oneOutputTakesOneRecording() {
        Run run = Run.of("convert", in(), folder.resolve("b.jfr"), "-o", folder.resolve("o"));

        assertUsageError(run, "-o takes one recording, but there are 2: use -d");
    }

    @Test
    void aRecordingIsNotWrittenOver() {
        Path detour = folder.resolve("x").resolve("..").resolve("in.jfr");

        assertUsageError(Run.of("convert", in(), "-o", in()), "is the recording itself");
        assertUsageError(Run.of("convert", in(), "-o", detour), "is the recording itself");
    }

    @Test
    void aTraceIsNotSentToATerminal() {
        assertUsageError(Run.onTerminal("convert", in(), "-o", "-"), "not text for a terminal");
    }
}
