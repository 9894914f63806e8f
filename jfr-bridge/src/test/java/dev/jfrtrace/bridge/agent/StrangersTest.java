package dev.jfrtrace.bridge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
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

    @TempDir private static Path folder;
    private static Path jar;

    @BeforeAll
    static void makeJar() throws IOException {
        jar = AgentJar.make(Files.createDirectory(folder.resolve("good")), null);
    }

    /** Compiles sources by their classes' names. */
    private static Path compile(Map<String, String> sources) throws IOException {
        Path made = Files.createTempDirectory(folder, "program");
        List<String> arguments = new ArrayList<>(List.of("-d", made.resolve("classes").toString()));
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
}
