package dev.jfrtrace.bridge.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX)
class SafeAttachTest {
    private Process process;

    /** A program that runs until its input ends. */
    static final class Waiting {
        public static void main(String[] args) throws IOException {
            System.in.read();
        }
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    private void start(String... flags) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of(flags));
        line.addAll(List.of("-cp", "target/test-classes", Waiting.class.getName()));
        process = new ProcessBuilder(line).start();
    }

    /** As early as it can be told from other programs, which is before it catches signals. */
    private void awaitJvm() throws Exception {
        Path maps = Path.of("/proc", String.valueOf(process.pid()), "maps");
        for (boolean isJvm = false; !isJvm; ) {
            try (Stream<String> lines = Files.lines(maps)) {
                isJvm = lines.anyMatch(line -> line.contains("libjvm"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xshare:auto", "-Xrs"})
    void aJvmThatHasHardlyStartedIsWaitedFor(String flag) throws Exception {
        start(flag);
        awaitJvm();

        SafeAttach.check(process.pid());

        VirtualMachine.attach(String.valueOf(process.pid())).detach();
        assertThat(process.isAlive()).isTrue();
    }

    /** A process of the same number may have left one. */
    @Test
    void aSocketThatIsOlderThanTheJvmIsNotTakenForIts() throws Exception {
        start("-Xrs");
        awaitJvm();
        SafeAttach.check(process.pid());
        Path socket = Path.of("/tmp/.java_pid" + process.pid());
        Files.setLastModifiedTime(socket, FileTime.from(Instant.now().minusSeconds(3_600)));

        assertThatThrownBy(() -> SafeAttach.check(process.pid(), Duration.ZERO))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("accepts no attachments");
        assertThat(process.isAlive()).isTrue();
    }

    /** Linux cuts the name of a process after fifteen bytes. */
    @Test
    void aNameThatIsCutInTheMidstOfALetterIsNoObstacle(@TempDir Path folder) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String link = folder + "/abcdefghijklmn\u00FC";
        // By a shell: what encoding this JVM has for names does not matter then.
        String script = folder + "/start.sh";
        Files.writeString(
                Path.of(script),
                "ln -s '"
                        + java
                        + "' '"
                        + link
                        + "'; exec '"
                        + link
                        + "' -cp target/test-classes '"
                        + Waiting.class.getName()
                        + "'");
        process = new ProcessBuilder("sh", script).start();
        awaitJvm();

        SafeAttach.check(process.pid());

        Path comm = Path.of("/proc", String.valueOf(process.pid()), "comm");
        assertThat(Files.readAllBytes(comm)).contains((byte) 0xC3, (byte) '\n').hasSize(16);
    }

    @Test
    void whatIsNoJvmIsRefused() throws IOException {
        process = new ProcessBuilder("sleep", "60").start();

        assertThatThrownBy(() -> SafeAttach.check(process.pid()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("process " + process.pid() + " is not a JVM");
        assertThat(process.isAlive()).isTrue();
    }
}
