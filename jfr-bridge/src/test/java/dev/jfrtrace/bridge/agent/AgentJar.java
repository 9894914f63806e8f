package dev.jfrtrace.bridge.agent;

import dev.jfrtrace.bridge.agent.entry.Agent;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;

/**
 * A jar like {@code jfrtrace.jar}, which does not exist yet when tests run: made of what tests have
 * on their class path, but for the tests.
 */
public final class AgentJar {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final List<String> LIBRARIES = List.of("asm", "picocli", "jackson");

    private AgentJar() {}

    /** The class path of programs that tests run with it: the tests, and nothing of ours. */
    public static String programs() {
        String[] path = System.getProperty("java.class.path").split(File.pathSeparator);
        return Arrays.stream(path)
                .filter(part -> part.contains("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * Makes it.
     *
     * @param first a folder whose classes take the place of others; {@code null} for none
     */
    public static Path make(Path folder, Path first) throws IOException {
        Path jar = folder.resolve("jfrtrace.jar");
        Set<String> names = new HashSet<>();
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest())) {
            out.setLevel(Deflater.NO_COMPRESSION);
            names.add(MANIFEST);
            if (first != null) {
                addFolder(first, out, names);
            }
            String[] path = System.getProperty("java.class.path").split(File.pathSeparator);
            for (String part : path) {
                Path file = Path.of(part);
                if (Files.isDirectory(file) && !part.contains("test-classes")) {
                    addFolder(file, out, names);
                } else if (isLibrary(file)) {
                    addJar(file, out, names);
                }
            }
        }
        return jar;
    }

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, "dev.jfrtrace.bridge.cli.Main");
        main.putValue("Premain-Class", Agent.class.getName());
        main.putValue("Agent-Class", Agent.class.getName());
        main.putValue("Can-Retransform-Classes", "true");
        return manifest;
    }

    private static boolean isLibrary(Path file) {
        String name = file.getFileName().toString();
        boolean isOurs = name.matches("(encoder|tracer-api)-[\\w.-]+(?<!-tests)\\.jar");
        return isOurs || LIBRARIES.stream().anyMatch(name::startsWith);
    }

    private static void addFolder(Path folder, JarOutputStream out, Set<String> names)
            throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
            try (InputStream in = Files.newInputStream(file)) {
                add(name, in, out, names);
            }
        }
    }

    private static void addJar(Path jar, JarOutputStream out, Set<String> names)
            throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
                try (InputStream in = file.getInputStream(entry)) {
                    if (!entry.isDirectory()) {
                        add(entry.getName(), in, out, names);
                    }
                }
            }
        }
    }

    private static void add(String name, InputStream in, JarOutputStream out, Set<String> names)
            throws IOException {
        if (names.add(name)) {
            out.putNextEntry(new ZipEntry(name));
            in.transferTo(out);
            out.closeEntry();
        }
    }
}
