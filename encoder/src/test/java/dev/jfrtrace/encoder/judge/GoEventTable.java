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
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Go's own table of the events of a trace. It lives in a package that only Go itself may import, so
 * a copy of that package is made in a temporary module, and a small program of ours ({@code
 * src/test/go/eventtable}) is run against the copy. Needs no network.
 */
public final class GoEventTable {
    private static final String MODULE = "eventtable";
    private static final String PROGRAM = MODULE + "/main.go";
    private static final String PROGRAM_IN_REPOSITORY = "encoder/src/test/go/" + PROGRAM;

    private GoEventTable() {}

    /**
     * The table, a line per event in the order of their numbers:
     *
     * <pre>
     * NUMBER NAME ARGS timed|structural stacks=IDX strings=IDX start=NAME since=VERSION [MARK…]
     * 14 GoCreate dt,new_g,new_stack,stack timed stacks=3,2 strings=- start=- since=1.22
     * </pre>
     *
     * Lists are joined by commas; a dash stands for none. {@code stacks} and {@code strings} are
     * positions in ARGS. {@code since} is the oldest trace header whose table has the event, a dash
     * for experimental ones. Marks: {@code data} (a length and bytes follow the arguments), {@code
     * frames} (four numbers per frame follow), {@code experiment=AllocFree}.
     */
    public static List<String> lines(GoTools tools) {
        try {
            Path module = Files.createTempDirectory("jfrtrace-eventtable");
            try {
                return run(tools, module);
            } finally {
                delete(module);
            }
        } catch (IOException e) {
            throw new AssertionError("Go's event table cannot be had: " + e.getMessage(), e);
        }
    }

    private static List<String> run(GoTools tools, Path module) throws IOException {
        copyPackage(tools, module, "tracev2");
        copyPackage(tools, module, "version");
        Files.writeString(
                module.resolve("go.mod"), "module " + MODULE + "\n\ngo 1." + tools.minor() + "\n");
        Files.writeString(module.resolve("main.go"), program());
        ProcessBuilder builder = new ProcessBuilder(tools.go().toString(), "run", ".");
        builder.directory(module.toFile());
        // What the caller has set for modules of his own must not reach this one.
        builder.environment()
                .putAll(
                        Map.of(
                                "GO111MODULE", "on",
                                "GOFLAGS", "-mod=mod",
                                "GOPROXY", "off",
                                "GOTOOLCHAIN", "local",
                                "GOWORK", "off"));
        return GoTools.run(builder, Duration.ofSeconds(GoJudge.LIMIT_SECONDS));
    }

    private static void copyPackage(GoTools tools, Path module, String name) throws IOException {
        Path from = tools.root().resolve("src/internal/trace").resolve(name);
        Path to = Files.createDirectory(module.resolve(name));
        try (DirectoryStream<Path> sources = Files.newDirectoryStream(from, "*.go")) {
            for (Path source : sources) {
                String file = source.getFileName().toString();
                if (!file.endsWith("_test.go")) {
                    String text = Files.readString(source);
                    Files.writeString(
                            to.resolve(file),
                            text.replace("\"internal/trace/", "\"" + MODULE + "/"));
                }
            }
        }
    }

    /** Our program, from the class path where it is packed, else from the repository. */
    private static String program() throws IOException {
        try (InputStream packed = GoEventTable.class.getResourceAsStream("/go/" + PROGRAM)) {
            if (packed != null) {
                return new String(packed.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            Path file = folder.resolve(PROGRAM_IN_REPOSITORY);
            if (Files.isRegularFile(file)) {
                return Files.readString(file);
            }
        }
        throw new IOException("no " + PROGRAM_IN_REPOSITORY + " in " + start + " or above it");
    }

    private static void delete(Path folder) throws IOException {
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
