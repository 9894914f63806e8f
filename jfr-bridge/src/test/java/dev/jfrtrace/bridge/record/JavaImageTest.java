package dev.jfrtrace.bridge.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Which runtime a command starts, and what that has. */
@DisabledOnOs(OS.WINDOWS)
class JavaImageTest {
    private static final Path HOME = Path.of(System.getProperty("java.home"));
    private static final String JAVA = HOME.resolve("bin/java").toString();

    @TempDir private Path folder;
    private Path image;

    /** One that says nothing of its modules. */
    @BeforeEach
    void make() throws IOException {
        image = folder.toRealPath().resolve("image");
        Files.createDirectories(image.resolve("lib"));
        Files.createFile(image.resolve("lib/modules"));
        program(image.resolve("bin/java"));
    }

    private static Path program(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.createFile(file);
    }

    @Test
    void aFolderIsNoJava() {
        assertThat(JavaImage.isJava("/")).isFalse();
        assertThat(JavaImage.isJava("/opt/jdk/bin/java")).isTrue();
    }

    @Test
    void modulesAreThoseOfTheRuntime() {
        assertHasOwnModules(JavaImage.of(JAVA, Map.of()).orElseThrow());
    }

    /** Some take it away to have less to ship. */
    @Test
    void modulesAreKnownWithoutTheFileThatListsThem() throws IOException {
        Files.delete(image.resolve("lib/modules"));
        List<String> parts = List.of("lib/modules", "lib/jrt-fs.jar");
        for (String part : parts) {
            Files.createSymbolicLink(image.resolve(part), HOME.resolve(part));
        }
        assertHasOwnModules(JavaImage.of(image.resolve("bin/java").toString(), Map.of()).get());
        for (String part : parts) {
            Files.delete(image.resolve(part));
        }
    }

    private static void assertHasOwnModules(JavaImage own) {
        assertThat(own.has("java.base")).isTrue();
        assertThat(own.has("java.instrument")).isTrue();
        assertThat(own.has("java")).isFalse();
    }

    @Test
    void whatCannotBeLookedIntoIsTakenToHaveAll() {
        String java = image.resolve("bin/java").toString();
        assertThat(JavaImage.of(java, Map.of()).orElseThrow().has("no.such.module")).isTrue();
    }

    @Test
    void javaIsFoundByItsNameAndThroughLinks() throws IOException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("java"), image.resolve("bin/java"));
        Map<String, String> path = Map.of("PATH", folder + File.pathSeparator + bin);
        assertThat(JavaImage.of("java", path)).hasToString("Optional[" + image + "]");
        assertThat(JavaImage.of("java", Map.of())).isEmpty();
    }

    /** A script of that name may start any. */
    @Test
    void aJavaThatIsNoneIsNotKnown() throws IOException {
        Files.createDirectories(folder.resolve("lib/modules"));
        String shim = program(folder.resolve("bin/java")).toString();
        assertThat(JavaImage.of(shim, Map.of())).isEmpty();
    }

    @Test
    void whatACommandNamesOrHasBesideItGoesFirst() throws IOException {
        Map<String, String> home = Map.of("JAVA_HOME", HOME.toString());
        String script = program(folder.resolve("run.sh")).toString();
        String app = program(image.resolve("bin/app")).toString();
        assertThat(started(home, "sh", script)).isEqualTo(HOME.toRealPath().toString());
        assertThat(started(home, app)).isEqualTo(image.toString());
        assertThat(started(home, "sh", app)).isEqualTo(image.toString());
        assertThat(started(home, "nice", image.resolve("bin/java").toString(), "-version"))
                .isEqualTo(image.toString());
        Map<String, String> path = Map.of("PATH", image.resolve("bin").toString());
        assertThat(started(path, "nice", script)).isEqualTo(image.toString());
        assertThat(JavaImage.startedBy(List.of(script), Map.of())).isEmpty();
    }

    private static String started(Map<String, String> environment, String... command) {
        return JavaImage.startedBy(List.of(command), environment).orElseThrow().toString();
    }
}
