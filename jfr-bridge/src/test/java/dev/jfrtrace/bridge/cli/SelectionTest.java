package dev.jfrtrace.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options that say what is converted, and how it looks, reach the conversion. */
class SelectionTest {
    private static final String SLEEP = "jdk.ThreadSleep";
    private static final String STEP = "cli.Step";

    @TempDir private static Path folder;
    private static Path in;

    @BeforeAll
    static void record() {
        in = Fixtures.recording(folder.resolve("in.jfr"));
    }

    private static Run run(Object... options) {
        Object[] start = {"convert", in, "-o", "-", "--report", "json"};
        Run run = Run.of(Stream.of(start, options).flatMap(Stream::of).toArray());
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    private static long fate(Run run, String fate, String type) throws IOException {
        JsonNode counts = run.trace().get("events").get(type);
        return counts.path(fate).asLong();
    }

    @Test
    void unlessToldOtherwiseAllIsTranslated() throws IOException {
        Run run = run();

        assertThat(fate(run, "translated", SLEEP)).isGreaterThanOrEqualTo(40);
        assertThat(fate(run, "translated", STEP)).isEqualTo(40);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.22", "1.23", "1.25", "1.26"})
    void theFormatIsInTheHeader(String version) {
        String start = new String(run("--format", version).out(), 0, 16, StandardCharsets.US_ASCII);

        assertThat(start).isEqualTo("go " + version + " trace\0\0\0");
    }

    @Test
    void aTimeFromTheEndMayStartWithAMinus() throws IOException {
        Run run = run("--from", "-0.03");

        assertThat(run.trace().get("durationNanos").asLong()).isEqualTo(30_000_000);
        assertThat(fate(run, "outside", STEP)).isPositive();
        assertThat(run("--from=-0.03").hash()).isEqualTo(run.hash());
    }

    @Test
    void theEndCanBeCutOff() throws IOException {
        Run run = run("--from", "0.01", "--to", "0.05s");

        assertThat(run.trace().get("durationNanos").asLong()).isEqualTo(40_000_000);
        assertThat(fate(run, "outside", STEP)).isPositive();
    }

    @Test
    void threadsAreChosenByAPartOfTheirName() throws IOException {
        Run run = run("--threads", "^" + Fixtures.SLEEPER);

        assertThat(fate(run, "translated", STEP)).isEqualTo(20);
        assertThat(fate(run, "filtered", STEP)).isEqualTo(20);
        assertThat(text(run)).contains(Fixtures.SLEEPER).doesNotContain(Fixtures.WORKER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "locks           | true  | false",
                "locks,gc        | true  | false",
                "custom          | false | true",
                "-custom         | true  | false",
                "-locks          | false | true",
                "-heap,-locks    | false | true",
                "-io,-heap       | true  | true",
                "all,-locks      | false | true",
                "default,-custom | true  | false",
                "CUSTOM, locks   | true  | true",
                "all             | true  | true",
                "threads         | false | false",
            })
    void familiesAreChosenByName(String families, boolean hasLocks, boolean hasCustom)
            throws IOException {
        Run run = run("--events", families);

        assertThat(fate(run, "translated", SLEEP) > 0).isEqualTo(hasLocks);
        assertThat(fate(run, "excluded", SLEEP) > 0).isEqualTo(!hasLocks);
        assertThat(fate(run, "translated", STEP)).isEqualTo(hasCustom ? 40 : 0);
        assertThat(run("--events=" + families).hash()).isEqualTo(run.hash());
    }

    /** The recording has none: how each choice looks is tested where it is made. */
    @ParameterizedTest
    @ValueSource(strings = {"all", "busy", "none"})
    void virtualThreadsAreChosenByAnOptionThatHasAnOlderName(String which) {
        assertThat(run("--show-vthreads", which).hash()).isEqualTo(run().hash());
        assertThat(run("--vthreads", which).hash()).isEqualTo(run().hash());
        assertThat(Run.of("help", "convert").outText())
                .contains("--show-vthreads=WHICH")
                .doesNotContain(" --vthreads");
    }

    @Test
    void goroutinesAreNamedAsAskedFor() {
        assertThat(run("--group-by", "pool").hash()).isEqualTo(run().hash());
        assertThat(run("--group-by", "name").hash()).isNotEqualTo(run().hash());
        assertThat(run("--group-by", "start").hash()).isNotEqualTo(run().hash());
        assertThat(text(run("--group-by", "start"))).contains(Fixtures.class.getName());
    }

    @Test
    void reasonsAreInTheWordsAskedFor() {
        assertThat(run("--reasons", "java").hash()).isEqualTo(run().hash());
        assertThat(run("--reasons", "go").hash()).isNotEqualTo(run().hash());
    }

    @Test
    void shorterGenerationsAreMore() throws IOException {
        long usual = run().trace().get("generations").asLong();

        assertThat(run("--generation", "1ms").trace().get("generations").asLong())
                .isGreaterThan(usual);
        assertThat(run("--generation", "1s").hash()).isEqualTo(run().hash());
        assertThat(run("--generation", "0.5m").hash()).isEqualTo(run("--generation", "30s").hash());
    }

    @Test
    void goroutinesAreRestatedAsAskedFor() {
        int all = run("--generation", "1ms", "--restate", "all").hash();
        int touch = run("--generation", "1ms", "--restate", "touch").hash();

        assertThat(run("--generation", "1ms", "--restate", "auto").hash()).isEqualTo(all);
        assertThat(touch).isNotEqualTo(all);
    }

    private static String text(Run run) {
        return new String(run.out(), StandardCharsets.ISO_8859_1);
    }
}
