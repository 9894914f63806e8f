package dev.jfrtrace.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.mapping.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command without a recording. */
class MainTest {
    @Test
    void withoutArgumentsTheUsageGoesToStandardErrorAndTheExitCodeIs2() {
        Run run = Run.of();

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("Usage: jfrtrace").contains("convert");
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help"})
    void helpThatWasAskedForGoesToStandardOutput(String word) {
        Run run = Run.of(word);

        assertThat(run.code()).isZero();
        assertThat(run.outText()).startsWith("Usage: jfrtrace").contains("jfrtrace help COMMAND");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void bothWaysToTheHelpOfConvertGiveTheSame() {
        assertThat(Run.of("help", "convert").outText())
                .isEqualTo(Run.of("convert", "--help").outText())
                .startsWith("Usage: jfrtrace convert");
    }

    @Test
    void theHelpOfConvertTeaches() {
        String help = Run.of("help", "convert").outText();

        assertThat(help)
                .contains("\"Running\" means", "go tool trace", "gotraceui", "Exit code", "--from");
        for (Family family : Family.values()) {
            assertThat(help).containsPattern("(?m)^  " + family.optionName() + " ");
        }
    }

    @Test
    void theVersionIsTheProjects() {
        Run run = Run.of("--version");

        assertThat(run.code()).isZero();
        assertThat(run.outText())
                .startsWith("jfrtrace " + System.getProperty("jfrtrace.version", ""))
                .contains("1.22, 1.23, 1.25, 1.26", "Java " + Runtime.version())
                .doesNotContain("${");
    }

    @Test
    void aWordThatIsNoCommandIsSaidToBeNone() {
        Run run = Run.of("konvert");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .isEqualToNormalizingNewlines(
                        """
                        jfrtrace: 'konvert' is not a command
                        Try 'jfrtrace help'.
                        """);
    }

    @Test
    void aRecordingInPlaceOfACommandIsUnderstood() {
        assertThat(Run.of("app.jfr").err()).contains("did you mean: jfrtrace convert app.jfr");
    }
}
