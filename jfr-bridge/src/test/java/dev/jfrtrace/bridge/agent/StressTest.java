package dev.jfrtrace.bridge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hooks come and go while a program does nothing but lock and switch threads. */
@Timeout(120)
class StressTest {
    @TempDir private Path folder;

    @Test
    void noWakeUpIsLostWhileHooksComeAndGo() throws Exception {
        Path jar = AgentJar.make(folder, null);
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:StartFlightRecording=settings=none,+dev.jfrtrace.Unpark#enabled=true",
                        "-cp",
                        AgentJar.programs(),
                        StressProgram.class.getName(),
                        "1");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process program = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            while (!Files.readString(out).contains(StressProgram.READY)) {
                assertThat(program.isAlive()).as(Files.readString(err)).isTrue();
                Thread.sleep(20);
            }
            comeAndGo(program, jar.toString(), 2);
            program.getOutputStream().close();
            assertThat(program.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            program.destroyForcibly();
        }
        assertThat(program.exitValue()).as(Files.readString(err)).isZero();
        assertThat(Files.readString(out)).contains(StressProgram.DONE);
        assertThat(Files.readString(err)).doesNotContain("jfrtrace: ", "\tat ");
    }

    private static void comeAndGo(Process program, String jar, int times) throws Exception {
        VirtualMachine jvm = VirtualMachine.attach(String.valueOf(program.pid()));
        try {
            for (int i = 0; i < times; i++) {
                jvm.loadAgent(jar, "hooks,wake");
                Thread.sleep(100);
                jvm.loadAgent(jar, "remove");
            }
        } finally {
            jvm.detach();
        }
    }
}
