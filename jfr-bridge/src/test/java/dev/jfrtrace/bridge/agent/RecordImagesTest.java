package dev.jfrtrace.bridge.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Runtimes that do not have all modules, as programs bring their own: started with hooks. */
@DisabledOnOs(OS.WINDOWS)
class RecordImagesTest extends RecordFixture {
    private static final String NO_AGENT = " has no module java.instrument.";

    /** Made by the JDK that runs this, unless that has nothing to make it of. */
    private static Path image(String name, String modules) {
        Path image = folder.resolve(name);
        if (!Files.exists(image)) {
            ToolProvider jlink = ToolProvider.findFirst("jlink").orElse(null);
            assumeTrue(jlink != null, "this Java has no jlink");
            StringWriter said = new StringWriter();
            PrintWriter to = new PrintWriter(said);
            int code = jlink.run(to, to, "--add-modules", modules, "--output", image.toString());
            assumeTrue(code == 0, () -> "jlink makes no runtime here: " + said);
        }
        return image;
    }

    private static Path withoutAgents() {
        return image("without-agents", "java.base,jdk.jfr");
    }

    private Process record(String... command) throws IOException {
        String[] options = {
            "record", "-q", "--preset", "full", "--wake", "--vthreads", "-o", trace.toString(), "--"
        };
        String[] all = new String[options.length + command.length];
        System.arraycopy(options, 0, all, 0, options.length);
        System.arraycopy(command, 0, all, options.length, command.length);
        return jfrtrace(all);
    }

    private static String[] program(Path image, String mode) {
        String java = image.resolve("bin/java").toString();
        return new String[] {
            java, "-cp", AgentJar.programs(), TickingProgram.class.getName(), mode
        };
    }

    private void assertRecordedWithoutHooks(Path image) throws IOException {
        assertThat(Files.readAllLines(out))
                .containsExactly(TickingProgram.READY, TickingProgram.DONE);
        assertThat(Files.readAllLines(err))
                .containsExactly(
                        TickingProgram.ERROR,
                        "jfrtrace: No wakers of parked threads and runs of virtual threads: "
                                + image.toRealPath()
                                + NO_AGENT);
        assertThat(sleeps()).isEqualTo(TickingProgram.TICKS);
    }

    @Test
    void aRuntimeThatTakesNoAgentIsRecordedWithoutHooks() throws Exception {
        Path image = withoutAgents();
        assertThat(end(record(program(image, "exit")))).isEqualTo(TickingProgram.CODE);
        assertRecordedWithoutHooks(image);
    }

    /** As jlink makes them, to start what the runtime is for. */
    @Test
    void aScriptOfSuchARuntimeIsRecordedWithoutHooks() throws Exception {
        Path image = withoutAgents();
        Path script = image.resolve("bin/app");
        Files.writeString(
                script,
                String.join(
                        " ",
                        "#!/bin/sh\nexec `dirname $0`/java -cp",
                        "'" + AgentJar.programs() + "'",
                        TickingProgram.class.getName(),
                        "exit\n"));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        assertThat(end(record(script.toString()))).isEqualTo(TickingProgram.CODE);
        assertThat(Files.readString(err)).contains(NO_AGENT);
        assertThat(sleeps()).isEqualTo(TickingProgram.TICKS);
    }

    /** Nothing is started in vain. */
    @Test
    void aRuntimeWithoutFlightRecorderIsToldBeforeItStarts() throws Exception {
        Path image = image("without-recorder", "java.base");
        assertThat(end(record(program(image, "exit")))).isEqualTo(1);
        assertThat(out).isEmptyFile();
        assertThat(Files.readAllLines(err))
                .containsExactly(
                        "jfrtrace: "
                                + image.toRealPath()
                                + " has no module jdk.jfr: it cannot record");
        assertThat(trace).doesNotExist();
    }
}
