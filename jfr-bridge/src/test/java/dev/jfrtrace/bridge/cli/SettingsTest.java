package dev.jfrtrace.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.agent.boot.Unpark;
import dev.jfrtrace.bridge.cli.terminal.Interruption;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Map;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jfrtrace settings}, of which JFR is the judge. */
class SettingsTest {
    private static final String PARK = "jdk.ThreadPark#threshold";

    @TempDir private Path folder;

    private static Map<String, String> settings(Object... options) throws Exception {
        Object[] args = new Object[options.length + 1];
        args[0] = "settings";
        System.arraycopy(options, 0, args, 1, options.length);
        Run run = Run.of(args);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return Configuration.create(new StringReader(run.outText())).getSettings();
    }

    @Test
    void theyAreThoseOfThePreset() throws Exception {
        assertThat(settings()).containsEntry(PARK, "5 ms").doesNotContainKey(Unpark.NAME);
        assertThat(settings("--preset", "full")).containsEntry(PARK, "0 ms");
        try (Recording recording = new Recording(Configuration.create(file("light")))) {
            assertThat(recording.getSettings()).containsEntry(PARK, "20 ms");
        }
    }

    /** Mission Control keeps them by their labels. */
    @Test
    void presetsCanBeToldApart() throws Exception {
        assertThat(Configuration.create(file("full")).getLabel()).isEqualTo("jfrtrace full");
        assertThat(Configuration.create(file("light")).getLabel()).isEqualTo("jfrtrace light");
    }

    private Path file(String preset) {
        Path file = folder.resolve("app.jfc");
        Run run = Run.of("settings", "--preset", preset, "-o", file);
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEmpty();
        return file;
    }

    @Test
    void theyMayBeChanged() throws Exception {
        assertThat(settings("--set", PARK + "=1 ms")).containsEntry(PARK, "1 ms");
        assertThat(settings("--settings", file("light"), "--preset", "full"))
                .containsEntry(PARK, "20 ms");
        assertThat(settings("--method", "com.acme.Orders::place"))
                .containsEntry("jdk.MethodTrace#filter", "com.acme.Orders::place");
    }

    /** The program that is recorded brings the agent, this process does not. */
    @Test
    void theAgentsEventsAreAmongThem() throws Exception {
        assertThat(settings("--wake")).containsEntry(Unpark.NAME + "#enabled", "true");
    }

    @Test
    void mistakesAreTold() {
        Run wrong = Run.of("settings", "--set", "threshold=1ms");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("a setting is named as jdk.ThreadPark#threshold");
        Run lost = Run.of("settings", "-o", folder.resolve("no/app.jfc"));
        assertThat(lost.code()).isEqualTo(1);
        assertThat(lost.err()).contains("no" + folder.getFileSystem().getSeparator() + "app.jfc");
    }

    @Test
    void theyGoWhereTheOutputOfOtherCommandsGoes() throws Exception {
        assertThat(settings("-o", "-")).containsEntry(PARK, "5 ms");
        assertThat(Path.of("-")).doesNotExist();
        Run wrong = Run.of("settings", "-o", folder);
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains(folder + " is a folder");
    }

    @Test
    void aReaderThatHasEnoughIsNoComplaintsWorth() {
        OutputStream out =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };
        Run run = Run.with(out, new Interruption(), false, "settings");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
    }
}
