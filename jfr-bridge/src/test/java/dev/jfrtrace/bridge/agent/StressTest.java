package dev.jfrtrace.bridge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import dev.jfrtrace.api.Preset;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.record.Attachment;
import dev.jfrtrace.bridge.record.RecordOptions;
import dev.jfrtrace.bridge.record.Workplace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hooks come and go while a program does nothing but lock and switch threads, which is attached to
 * and left. By hand again and again, and in other JVMs: {@code -Dstress.seconds=120
 * -Dstress.flags=-XX:+UseZGC -Dtest=StressTest}, with {@code -Djvm=…/java} on another JDK.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class StressTest {
    private static final long SECONDS = Long.getLong("stress.seconds", 0);
    private static final String FLAGS = System.getProperty("stress.flags", "-Xmx64m");
    private static final int ROUNDS = 2;

    @TempDir private Path folder;

    @Test
    void noWakeUpIsLostWhileHooksComeAndGo() throws Exception {
        Path jar = AgentJar.make(folder, null);
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(TemporaryFolder.in(folder, command()));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process program = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        int attachments;
        try {
            while (!Files.readString(out).contains(StressProgram.READY)) {
                assertThat(program.isAlive()).as(Files.readString(err)).isTrue();
                Thread.sleep(20);
            }
            hooksComeAndGo(program, jar);
            attachments = comeAndGo(program, jar);
            program.getOutputStream().close();
            assertThat(program.waitFor(90, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            program.destroyForcibly();
        }
        assertThat(program.exitValue()).as(Files.readString(err)).isZero();
        assertThat(Files.readString(out)).contains(StressProgram.DONE);
        assertThat(Files.readString(err)).doesNotContain("jfrtrace: ", "\tat ");
        if (SECONDS > 0) {
            tell(attachments, Files.readString(out));
        }
    }

    private static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(FLAGS.split(" ")));
        command.add("-Dstress.virtual=" + Script.hasVirtualThreads());
        command.addAll(List.of("-cp", AgentJar.programs(), StressProgram.class.getName(), "1"));
        return command;
    }

    private static Set<AgentLevel> levels() {
        return Script.hasVirtualThreads()
                ? EnumSet.allOf(AgentLevel.class)
                : EnumSet.of(AgentLevel.WAKE);
    }

    /** Without a recording: attachments take seconds. */
    private static void hooksComeAndGo(Process program, Path jar) throws Exception {
        String words =
                levels().stream().map(AgentLevel::optionName).collect(Collectors.joining(","));
        VirtualMachine jvm = VirtualMachine.attach(String.valueOf(program.pid()));
        try {
            for (int i = 0; i < ROUNDS; i++) {
                jvm.loadAgent(jar.toString(), "hooks," + words);
                Thread.sleep(100);
                jvm.loadAgent(jar.toString(), "remove");
            }
        } finally {
            jvm.detach();
        }
    }

    /** Returns how often it was attached to. */
    private static int comeAndGo(Process program, Path jar) throws Exception {
        RecordOptions options = new RecordOptions(Preset.LIGHT, levels(), jar);
        long start = System.nanoTime();
        int times = 0;
        do {
            try (Workplace workplace = Workplace.create();
                    Attachment attachment = Attachment.to(program.pid(), options, workplace)) {
                Thread.sleep(SECONDS > 0 ? 2_000 : 100);
                attachment.stop();
                assertThat(attachment.recording()).isNotEmptyFile();
                assertThat(attachment.notes()).isEmpty();
                attachment.release();
                times++;
            }
        } while (System.nanoTime() - start < SECONDS * 1_000_000_000);
        return times;
    }

    private static void tell(int attachments, String out) {
        System.out.println(
                String.join(
                        " | ",
                        "| " + Runtime.version(),
                        FLAGS,
                        SECONDS + " s",
                        attachments + " attachments",
                        out.lines().reduce((first, last) -> last).orElseThrow()));
    }
}
