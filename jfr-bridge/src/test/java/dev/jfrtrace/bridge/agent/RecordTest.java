package dev.jfrtrace.bridge.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.jfrtrace.bridge.ParsedTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code jfrtrace record} and {@code ps}, with programs that run in JVMs of their own. */
class RecordTest extends RecordFixture {
    private Process record(String mode) throws IOException {
        return record(mode, "auto");
    }

    private Process record(String mode, String progress) throws IOException {
        return jfrtrace(
                "record",
                "-o",
                trace.toString(),
                "--preset",
                "full",
                "--progress",
                progress,
                "--",
                JAVA,
                "-Xmx64m",
                "-cp",
                AgentJar.programs(),
                TickingProgram.class.getName(),
                mode);
    }

    private void assertUntouched(String... lines) throws IOException {
        assertThat(Files.readAllLines(out)).containsExactly(lines);
        assertThat(Files.readString(err)).contains(TickingProgram.ERROR).doesNotContain("\tat ");
    }

    @Test
    void aProgramKeepsItsStreamsAndItsExitCode() throws Exception {
        assertThat(end(record("exit"))).isEqualTo(TickingProgram.CODE);
        assertUntouched(TickingProgram.READY, TickingProgram.DONE);
        assertThat(sleeps()).isEqualTo(TickingProgram.TICKS);
    }

    @Test
    void settingsOfJfrWinAndThoseWithoutEffectAreTold() throws Exception {
        Process record =
                jfrtrace(
                        "record",
                        "-o",
                        trace.toString(),
                        "--preset=full",
                        "--set=jdk.ThreadSleep#enabled=false",
                        "--set=jdk.ThreadSleep#treshold=1ms",
                        "--set=jdk.ThreadSlep#enabled=true",
                        "--",
                        JAVA,
                        "-cp",
                        AgentJar.programs(),
                        TickingProgram.class.getName(),
                        "return");
        assertThat(end(record)).isZero();
        assertThat(sleeps()).isZero();
        assertThat(Files.readAllLines(err))
                .contains(
                        "jfrtrace: No effect: jdk.ThreadSleep#treshold: that event has no such"
                                + " setting.",
                        "jfrtrace: No effect: jdk.ThreadSlep#enabled: this JDK has no event"
                                + " jdk.ThreadSlep.")
                .noneMatch(line -> line.contains("No effect: jdk.ThreadSleep#enabled"));
    }

    @Test
    void callsOfAMethodAreRegionsWhereJfrKnowsThem() throws Exception {
        String[] methods = {TickingProgram.class.getName() + "::sleep", "no.such.Type::method"};
        assertThat(end(recordMethods(methods[0], methods[1]))).isZero();
        boolean canTrace = Runtime.version().feature() >= 25;
        assertThat(regionsOf("TickingProgram.sleep")).isEqualTo(canTrace ? 1 : 0);
        String noEffect = "jfrtrace: No effect: --method: JFR traces methods only since JDK 25.";
        String noCall = "jfrtrace: No call of no.such.Type::method was recorded: ";
        assertThat(Files.readString(err).contains(noEffect)).isNotEqualTo(canTrace);
        assertThat(end(recordMethods(methods[1]))).isZero();
        assertThat(Files.readString(err).contains(noCall)).isEqualTo(canTrace);
    }

    private long regionsOf(String name) {
        return ParsedTrace.of(trace).events("RegionBegin").stream()
                .filter(begin -> begin.text("Type").endsWith(name))
                .count();
    }

    private Process recordMethods(String... methods) throws IOException {
        List<String> command = new ArrayList<>(List.of("record", "-o", trace.toString()));
        for (String method : methods) {
            command.add("--method=" + method);
        }
        command.addAll(List.of("--", JAVA, "-cp", AgentJar.programs()));
        command.addAll(List.of(TickingProgram.class.getName(), "return"));
        return jfrtrace(command.toArray(String[]::new));
    }

    @Test
    void aProgramThatReturnsHasItsTraceWhole() throws Exception {
        assertThat(end(record("return"))).isZero();
        assertThat(sleeps()).isEqualTo(TickingProgram.TICKS);
    }

    @Test
    void aProgramThatIsTerminatedHasItsTraceWhole() throws Exception {
        Process record = record("wait");
        await(TickingProgram.DONE, out, record, err);
        record.destroy();
        assertThat(end(record)).isEqualTo(128 + 15);
        assertThat(sleeps()).isEqualTo(TickingProgram.TICKS);
    }

    /** The program waits for two seconds, in which the JVM flushes, before it is gone. */
    @Test
    void aProgramThatIsKilledHasItsTraceUpToTheLastFlush() throws Exception {
        assertThat(end(record("halt", "always"))).isEqualTo(TickingProgram.CODE);
        assertThat(Files.readString(err))
                .contains("Warning: (recording) at offset", "its JVM was killed")
                .containsPattern("(?m)^jfrtrace: recording: \\d.* s, .* events/s$");
        assertThat(sleeps()).isEqualTo(TickingProgram.TICKS);
    }

    @Test
    void aProgramThatDoesNotStartHasItsOwnExitCode() throws Exception {
        Process record =
                jfrtrace("record", "-o", trace.toString(), "--", JAVA, "no.such.MainClass");
        assertThat(end(record)).isEqualTo(1);
        assertThat(Files.readString(err)).contains("no.such.MainClass").doesNotContain("\tat ");
    }

    @Test
    void anAttachmentLeavesTheProgramAsItWas() throws Exception {
        Path programOut = Files.createTempFile(folder, "out", ".txt");
        Path programErr = Files.createTempFile(folder, "err", ".txt");
        Process program = ticking(programOut, programErr);
        try {
            String pid = String.valueOf(program.pid());
            assertThat(end(jfrtrace("ps"))).isZero();
            assertThat(Files.readString(out)).contains(pid + " " + TickingProgram.class.getName());
            Map<String, String> targets =
                    Map.of("--preset=full", pid, "--wake", TickingProgram.class.getSimpleName());
            for (Map.Entry<String, String> target : targets.entrySet()) {
                String option = target.getKey();
                Process record =
                        jfrtrace(
                                "record",
                                "-o",
                                trace.toString(),
                                "--duration",
                                "1s",
                                option,
                                target.getValue());
                assertThat(end(record)).as(Files.readString(err)).isZero();
                assertThat(out).isEmptyFile();
                assertThat(pauses()).isPositive();
            }
            assertThat(recordings(pid)).doesNotContain("jfrtrace");
            assertThat(program.isAlive()).isTrue();
        } finally {
            program.destroy();
        }
        assertThat(Files.readString(programOut)).doesNotContain("jfr");
    }

    private String recordings(String pid) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        assertThat(end(start(out, err, List.of(jcmd, pid, "JFR.check")))).isZero();
        return Files.readString(out);
    }

    /** Starts to record a running program, and returns when that is under way. */
    private Process attach(Process program) throws IOException, InterruptedException {
        String pid = String.valueOf(program.pid());
        Process record = jfrtrace("record", "--preset", "full", "-o", trace.toString(), pid);
        Path said = err;
        out = Files.createTempFile(folder, "check", ".txt");
        err = Files.createTempFile(folder, "check", ".txt");
        while (!recordings(pid).contains("running")) {
            assertThat(record.isAlive()).as(Files.readString(said)).isTrue();
            Thread.sleep(100);
        }
        Thread.sleep(300);
        return record;
    }

    @Test
    void anAttachmentEndsWithTheProgram() throws Exception {
        Process program = ticking();
        Process record = attach(program);
        program.destroy();
        assertThat(end(record)).isZero();
        assertThat(pauses()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void anAttachmentThatIsToEndLeavesAWholeTrace(String signal) throws Exception {
        assumeFalse(signal.equals("INT") && isInterruptIgnored(), "jobs in the background do");
        Process program = ticking();
        try {
            Process record = attach(program);
            new ProcessBuilder("kill", "-" + signal, String.valueOf(record.pid())).start();
            assertThat(end(record)).isZero();
            assertThat(pauses()).isPositive();
            assertThat(recordings(String.valueOf(program.pid()))).doesNotContain("jfrtrace");
        } finally {
            program.destroy();
        }
    }

    /** Whoever is impatient while the JVM is told to stop loses nothing by that. */
    @Test
    void anAttachmentThatIsToEndTwiceLeavesAWholeTrace() throws Exception {
        Process program = ticking();
        try {
            Process record = attach(program);
            // That takes some tens of milliseconds. Later on, a signal ends the translation.
            String twice = String.format("kill %1$d; sleep 0.005; kill %1$d", record.pid());
            new ProcessBuilder("sh", "-c", twice).start();
            assertThat(end(record)).as(Files.readString(err)).isZero();
            assertThat(pauses()).isPositive();
        } finally {
            program.destroy();
        }
    }

    /** Told to end while it begins: it ends what it has begun, in both JVMs. */
    @Test
    void anAttachmentThatIsToEndAtOnceLeavesNothing() throws Exception {
        Process program = ticking();
        try {
            String pid = String.valueOf(program.pid());
            Process record = jfrtrace("record", "--wake", "-o", trace.toString(), pid);
            while (workplaces() == 0) {
                assertThat(record.isAlive()).as(Files.readString(err)).isTrue();
                Thread.sleep(1);
            }
            record.destroy();
            assertThat(end(record)).as(Files.readString(err)).isZero();
            assertThat(trace).isNotEmptyFile();
            assertThat(recordings(pid)).doesNotContain("jfrtrace");
            assertThat(workplaces()).isZero();
        } finally {
            program.destroy();
        }
    }

    private static long workplaces() {
        return Stream.of(folder.toFile().list())
                .filter(name -> name.startsWith("jfrtrace-record"))
                .count();
    }

    /** What a shell has ignore it, as those in the background, no JVM below it hears of. */
    private static boolean isInterruptIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .map(line -> line.substring("SigIgn:".length()).strip())
                        .anyMatch(bits -> (Long.parseUnsignedLong(bits, 16) & 1 << 1) != 0);
    }

    @Test
    void whatCannotBeAttachedToIsToldInOneLine() throws Exception {
        assertThat(end(jfrtrace("record", "-o", trace.toString(), "no.such.Program"))).isEqualTo(1);
        assertThat(Files.readAllLines(err)).hasSize(1);
        assertThat(Files.readString(err)).contains("no JVM runs 'no.such.Program'", "jfrtrace ps");
        assertIsNoJvm("sleep", "60");
        // Catches the signal by which a JVM is asked to let somebody attach.
        assertIsNoJvm("timeout", "60", "sleep", "60");
        assertThat(end(jfrtrace("record", "1"))).isEqualTo(2);
        assertThat(end(jfrtrace("record", "-o", folder + "/no/t", "1"))).isEqualTo(1);
    }

    private void assertIsNoJvm(String... command) throws Exception {
        Process stranger = new ProcessBuilder(command).start();
        try {
            String pid = String.valueOf(stranger.pid());
            assertThat(end(jfrtrace("record", "-o", trace.toString(), pid))).isEqualTo(1);
            assertThat(Files.readString(err)).contains("is not a JVM");
            assertThat(stranger.isAlive()).as("it was not harmed").isTrue();
        } finally {
            stranger.destroy();
        }
    }
}
