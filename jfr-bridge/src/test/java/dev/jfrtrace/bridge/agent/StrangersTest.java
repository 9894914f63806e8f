package dev.jfrtrace.bridge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.truth.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Programs that have libraries of our names, modules, or a guard of their own. */
@Timeout(120)
class StrangersTest {
    /** Classes that the agent has, too, as a program may have them that is older. */
    private static final List<String> LIBRARIES =
            List.of(
                    "org.objectweb.asm.ClassReader",
                    "org.objectweb.asm.ClassWriter",
                    "org.objectweb.asm.ClassVisitor",
                    "org.objectweb.asm.commons.AdviceAdapter",
                    "com.fasterxml.jackson.core.JsonFactory",
                    "picocli.CommandLine",
                    "dev.jfrtrace.bridge.agent.AgentControl",
                    "dev.jfrtrace.bridge.agent.Weaver");

    private static final String LIBRARY =
            """
            package PACKAGE;
            public class NAME {
                public static String whose() {
                    return "the program's";
                }
            }
            """;

    private static final String MAIN =
            """
            package app;
            public class Main {
                public static void main(String[] args) throws Exception {
                    for (String name : args) {
                        Class<?> type = Class.forName(name);
                        System.out.println(type.getMethod("whose").invoke(null));
                    }
                    Thread other = new Thread(java.util.concurrent.locks.LockSupport::park);
                    other.start();
                    while (other.isAlive()) {
                        java.util.concurrent.locks.LockSupport.unpark(other);
                        Thread.sleep(1);
                    }
                    other.interrupt();
                    System.out.println("over");
                }
            }
            """;

    private static final String GUARDED =
            """
            package app;
            public class Guarded {
                public static void main(String[] args) throws Exception {
                    System.setSecurityManager(new SecurityManager());
                    try {
                        System.getProperty("user.home");
                        throw new AssertionError("nobody guards it");
                    } catch (SecurityException e) {
                        Main.main(args);
                    }
                }
            }
            """;

    @TempDir private static Path folder;
    private static Path jar;

    /** Of all programs: the compiler takes longer than they do. */
    private static Path classes;

    @BeforeAll
    static void make() throws IOException {
        jar = AgentJar.make(Files.createDirectory(folder.resolve("good")), null);
        Map<String, String> sources = libraries();
        sources.put("app.Main", MAIN);
        sources.put("app.Guarded", GUARDED);
        sources.put("module-info", "module app {}");
        classes = compile(sources);
    }

    /** Compiles sources by their classes' names. */
    private static Path compile(Map<String, String> sources) throws IOException {
        Path made = Files.createTempDirectory(folder, "program");
        List<String> arguments =
                new ArrayList<>(List.of("-nowarn", "-proc:none", "-Xlint:-removal"));
        arguments.addAll(List.of("-d", made.resolve("classes").toString()));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = made.resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            arguments.add(Files.writeString(file, source.getValue()).toString());
        }
        int compiled =
                ToolProvider.findFirst("javac")
                        .orElseThrow()
                        .run(System.out, System.err, arguments.toArray(new String[0]));
        assertThat(compiled).isZero();
        return made.resolve("classes");
    }

    private static Map<String, String> libraries() {
        Map<String, String> sources = new LinkedHashMap<>();
        for (String name : LIBRARIES) {
            int dot = name.lastIndexOf('.');
            sources.put(
                    name,
                    LIBRARY.replace("PACKAGE", name.substring(0, dot))
                            .replace("NAME", name.substring(dot + 1)));
        }
        return sources;
    }

    private static List<String> run(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(Program.JAVA, "-Xmx64m", "-Xlog:jfr+startup=off"));
        command.addAll(List.of(arguments));
        return Program.run(folder, command);
    }

    private static String agent(String options) {
        return "-javaagent:" + jar + "=" + options;
    }

    private static String recorded(Path file) {
        return "-XX:StartFlightRecording=settings=none,+dev.jfrtrace.Unpark#enabled=true,"
                + "+dev.jfrtrace.HookFailures#enabled=true,filename="
                + file;
    }

    /** Neither sees the other's, by whatever name it asks. */
    @Test
    void aProgramWithLibrariesOfTheSameNamesKeepsThem() throws Exception {
        List<String> command = new ArrayList<>();
        Path recorded = folder.resolve("libraries.jfr");
        command.addAll(List.of(recorded(recorded), agent("hooks,wake"), "-cp"));
        command.addAll(List.of(classes.toString(), "app.Main"));
        command.addAll(LIBRARIES);
        List<String> said = run(command.toArray(new String[0]));
        assertThat(said).hasSize(LIBRARIES.size() + 1).endsWith("over");
        assertThat(said.subList(0, LIBRARIES.size())).containsOnly("the program's");
        assertThat(count(recorded, "Unpark")).isPositive();
    }

    @Test
    void aProgramOfModulesIsRecorded() throws Exception {
        Path recorded = folder.resolve("modules.jfr");
        List<String> said =
                run(
                        recorded(recorded),
                        agent("hooks,wake"),
                        "-p",
                        classes.toString(),
                        "-m",
                        "app/app.Main");
        assertThat(said).endsWith("over");
        assertThat(count(recorded, "Unpark")).isPositive();
    }

    /** What the program may do is the program's; the hooks need no leave of it. */
    @Test
    @EnabledForJreRange(max = JRE.JAVA_23)
    void aProgramWithASecurityManagerIsRecorded() throws Exception {
        Path recorded = folder.resolve("guarded.jfr");
        List<String> said =
                run(
                        recorded(recorded),
                        "-Djava.security.manager=allow",
                        agent("hooks,wake"),
                        "-cp",
                        classes.toString(),
                        "app.Guarded");
        assertThat(said).endsWith("over");
        assertThat(count(recorded, "Unpark")).isPositive();
        assertThat(count(recorded, "HookFailures")).isZero();
    }

    private static long count(Path recorded, String event) throws IOException {
        return RecordingFile.readAllEvents(recorded).stream()
                .filter(e -> e.getEventType().getName().equals("dev.jfrtrace." + event))
                .count();
    }
}
