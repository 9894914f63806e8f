package dev.jfrtrace.bridge.record;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The runtime of a java that is about to be started, by its files: what it lacks may keep it from
 * starting with our flags. It is looked into, and not run, which would take as long as a start.
 */
final class JavaImage {
    private static final String NAME = "java";

    /** Also the folder of a system's drivers, next to programs that are no java. */
    private static final Path MODULES = Path.of("lib", "modules");

    private final Path home;

    private JavaImage(Path home) {
        this.home = home;
    }

    /** Whether a program is java itself, by its name. */
    static boolean isJava(String program) {
        return String.valueOf(Path.of(program).getFileName()).matches("java(w)?(\\.exe)?");
    }

    /** The runtime of java; nothing where it goes by another name than its own, as shims do. */
    static Optional<JavaImage> of(String java, Map<String, String> environment) {
        return file(java, environment).flatMap(JavaImage::around);
    }

    /**
     * The runtime that a command is likely to start: of a java that it names or has beside it, as
     * images with a script of their own do; else where scripts look for one.
     */
    static Optional<JavaImage> startedBy(List<String> command, Map<String, String> environment) {
        Stream<Path> words = command.stream().flatMap(word -> file(word, environment).stream());
        Stream<Path> places =
                Stream.of(
                                Optional.ofNullable(environment.get("JAVA_HOME"))
                                        .flatMap(JavaImage::path)
                                        .map(home -> home.resolve("bin").resolve(NAME)),
                                file(NAME, environment))
                        .flatMap(Optional::stream);
        return Stream.concat(words, places)
                .map(JavaImage::around)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** That of which a file is a program. */
    private static Optional<JavaImage> around(Path program) {
        try {
            Path home = program.toRealPath().getParent().getParent();
            boolean isHome = home != null && Files.isRegularFile(home.resolve(MODULES));
            return isHome ? Optional.of(new JavaImage(home)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The file of a program, as the system finds it. */
    private static Optional<Path> file(String program, Map<String, String> environment) {
        Optional<Path> named = path(program);
        if (named.isEmpty()) {
            return Optional.empty();
        }
        boolean isPath = named.get().getNameCount() > 1;
        String folders = isPath ? "" : Objects.toString(environment.get("PATH"), "");
        return Arrays.stream(folders.split(File.pathSeparator))
                .map(JavaImage::path)
                .flatMap(Optional::stream)
                .map(folder -> folder.resolve(program).toAbsolutePath())
                .flatMap(file -> Stream.of(file, file.resolveSibling(file.getFileName() + ".exe")))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Whether it has a module; where that cannot be known, whoever needs it will see. */
    boolean has(String module) {
        try {
            String listed = listed();
            return listed == null ? contains(module) : List.of(listed.split(" ")).contains(module);
        } catch (IOException | RuntimeException | LinkageError e) {
            return true;
        }
    }

    /** What the runtime says itself; {@code null} where somebody took that away. */
    private String listed() throws IOException {
        Path release = home.resolve("release");
        if (!Files.isReadable(release)) {
            return null;
        }
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(release)) {
            properties.load(text);
        }
        String modules = properties.getProperty("MODULES");
        return modules == null ? null : modules.replace("\"", "");
    }

    /** Takes a while, since the file is opened by the runtime's own means. */
    private boolean contains(String module) throws IOException {
        Map<String, String> where = Map.of("java.home", home.toString());
        try (FileSystem image = FileSystems.newFileSystem(URI.create("jrt:/"), where)) {
            return Files.exists(image.getPath("modules", module));
        }
    }

    /** Where it is. */
    @Override
    public String toString() {
        return home.toString();
    }
}
