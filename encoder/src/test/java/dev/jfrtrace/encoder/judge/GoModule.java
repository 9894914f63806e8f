package dev.jfrtrace.encoder.judge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;

/**
 * A Go program of ours ({@code src/test/go}) in a temporary module, with copies of packages that
 * only Go itself may import. Needs no network.
 */
final class GoModule implements AutoCloseable {
    private static final String PROGRAMS = "encoder/src/test/go/";
    private static final String TRACE = "internal/trace";

    private final GoTools tools;
    private final String name;
    private final Path folder;

    /** Makes the module of the program {@code name/main.go}. */
    GoModule(GoTools tools, String name) throws IOException {
        this.tools = tools;
        this.name = name;
        this.folder = Files.createTempDirectory("jfrtrace-" + name);
        Files.writeString(
                folder.resolve("go.mod"), "module " + name + "\n\ngo 1." + tools.minor() + "\n");
        Files.writeString(folder.resolve("main.go"), program(name + "/main.go"));
    }

    Path folder() {
        return folder;
    }

    /**
     * Copies a package from below Go's {@code internal/trace} to the same place below {@code
     * target} in the module; the empty name is {@code internal/trace} itself.
     */
    void copyPackage(String target, String subPackage) throws IOException {
        Path from = tools.root().resolve("src").resolve(TRACE).resolve(subPackage);
        Path to = Files.createDirectories(folder.resolve(target).resolve(subPackage));
        String ours = target.isEmpty() ? name : name + "/" + target;
        try (DirectoryStream<Path> sources = Files.newDirectoryStream(from, "*.go")) {
            for (Path source : sources) {
                String file = source.getFileName().toString();
                if (!file.endsWith("_test.go")) {
                    String text = Files.readString(source);
                    Files.writeString(
                            to.resolve(file), text.replace("\"" + TRACE + "/", "\"" + ours + "/"));
                }
            }
        }
    }

    /** Copies Go's {@code internal/trace}, which the module then has as {@code name/trace}. */
    void copyReader() throws IOException {
        for (String subPackage : List.of("", "internal/tracev1", "tracev2", "version")) {
            copyPackage("trace", subPackage);
        }
    }

    /** Compiles the program; where it is. */
    Path build() throws IOException {
        Path program = folder.resolve(name + ".exe");
        GoTools.run(go("build", "-o", program.toString(), "."), GoJudge.LIMIT);
        return program;
    }

    /** A run of {@code go} in the module. */
    ProcessBuilder go(String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(tools.go().toString());
        builder.command().addAll(List.of(arguments));
        builder.directory(folder.toFile());
        // What the caller has set for modules of his own must not reach this one.
        builder.environment()
                .putAll(
                        Map.of(
                                "GO111MODULE", "on",
                                "GOFLAGS", "-mod=mod",
                                "GOPROXY", "off",
                                "GOTOOLCHAIN", "local",
                                "GOWORK", "off"));
        return builder;
    }

    /** A program, from the class path where it is packed, else from the repository. */
    private static String program(String file) throws IOException {
        try (InputStream packed = GoModule.class.getResourceAsStream("/go/" + file)) {
            if (packed != null) {
                return new String(packed.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        Path start = Path.of("").toAbsolutePath();
        for (Path above = start; above != null; above = above.getParent()) {
            Path found = above.resolve(PROGRAMS + file);
            if (Files.isRegularFile(found)) {
                return Files.readString(found);
            }
        }
        throw new IOException("no " + PROGRAMS + file + " in " + start + " or above it");
    }

    /** Deletes the module. */
    @Override
    public void close() throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path visited, IOException failure)
                            throws IOException {
                        Files.delete(visited);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
