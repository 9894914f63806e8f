package dev.jfrtrace.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.cli.terminal.Shell;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The help of all verbs, as somebody sees it on a terminal of 80 columns. */
class HelpTest {
    /** The last column stays free: what reaches it may be wrapped once more by the terminal. */
    private static final int COLUMNS = 79;

    static Stream<CommandLine> verbs() {
        Shell shell =
                Shell.of(
                        OutputStream.nullOutputStream(),
                        new PrintStream(OutputStream.nullOutputStream()));
        CommandLine all = JfrTraceCommand.commandLine(shell);
        return Stream.concat(Stream.of(all), all.getSubcommands().values().stream())
                .filter(verb -> !(verb.getCommand() instanceof HelpCommand));
    }

    private static List<String> written(CommandLine verb) {
        UsageMessageSpec usage = verb.getCommandSpec().usageMessage();
        return Stream.of(
                        usage.header(), usage.description(), usage.customSynopsis(), usage.footer())
                .flatMap(Arrays::stream)
                .map(line -> line.replace("%%", "%"))
                .toList();
    }

    /** Such a line is broken by picocli, which leaves its last words alone on a line. */
    @ParameterizedTest
    @MethodSource("verbs")
    void noLineThatWeHaveBrokenIsBrokenAgain(CommandLine verb) {
        assertThat(written(verb)).isNotEmpty().allMatch(line -> line.length() <= COLUMNS);
        assertThat(verb.getUsageMessage().lines().toList()).containsAll(described(verb));
    }

    private static List<String> described(CommandLine verb) {
        UsageMessageSpec usage = verb.getCommandSpec().usageMessage();
        return Stream.of(usage.description(), usage.footer())
                .flatMap(Arrays::stream)
                .map(line -> line.replace("%%", "%").stripTrailing())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void theHelpFitsATerminalOf80ColumnsAndIsAscii(CommandLine verb) {
        assertThat(verb.getUsageMessage().lines())
                .allMatch(line -> line.length() <= COLUMNS + 1)
                .allMatch(line -> line.chars().allMatch(c -> c < 128));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void theHelpBeginsWithTheUsage(CommandLine verb) {
        assertThat(verb.getUsageMessage()).startsWith("Usage: jfrtrace");
    }

    @Test
    void eachVerbIsToldOfInOneSentenceOnOneLine() {
        List<String> told =
                Run.of("--help")
                        .outText()
                        .lines()
                        .dropWhile(line -> !line.equals("Commands:"))
                        .skip(1)
                        .takeWhile(line -> !line.isEmpty())
                        .toList();

        assertThat(told)
                // The main command is none, but help is.
                .hasSameSizeAs(verbs().toList())
                .allMatch(line -> line.matches("  [a-z]+ +[A-Z].*\\."));
    }

    @Test
    void theFirstExamplesAreTheMainWay() {
        assertThat(Run.of("--help").outText())
                .containsSubsequence(
                        "Examples:",
                        "  jfrtrace record -o",
                        "  jfrtrace summary",
                        "  jfrtrace convert");
    }

    @Test
    void whatTheHelpOfRecordAdvisesIsAmongItsOptions() {
        assertThat(Run.of("help", "record").outText())
                .contains("only with --progress always", "      --progress=WHEN");
    }
}
