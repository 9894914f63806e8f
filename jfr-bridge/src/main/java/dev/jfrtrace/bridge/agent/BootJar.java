package dev.jfrtrace.bridge.agent;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** Gives the hooks to the boot loader, as the JDK's own classes can see no other. */
public final class BootJar {
    private static final String PACKAGE = "dev/jfrtrace/bridge/agent/boot/";
    private static final String[] CLASSES = {
        "Hooks",
        "HookFailures",
        "Interrupt",
        "Unpark",
        "VirtualThreadPark",
        "VirtualThreadRun",
        "VirtualThreadRunnable",
        "VirtualThreadState",
        "WriterReset",
    };

    private BootJar() {}

    /** Once for a JVM: what the boot loader has it keeps. */
    static void append(Instrumentation instrumentation) throws IOException {
        if (isThere()) {
            return;
        }
        Path jar = Files.createTempFile("jfrtrace-boot", ".jar");
        try {
            write(jar);
            try (JarFile file = new JarFile(jar.toFile())) {
                instrumentation.appendToBootstrapClassLoaderSearch(file);
            }
            for (String name : CLASSES) {
                load(name);
            }
        } catch (ClassNotFoundException e) {
            throw new IOException("the boot loader does not find the hooks", e);
        } finally {
            // The JVM has it open, and needs its name no more; where that is not so, it goes later.
            if (!jar.toFile().delete()) {
                jar.toFile().deleteOnExit();
            }
        }
    }

    private static boolean isThere() {
        try {
            load(CLASSES[0]);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static Class<?> load(String name) throws ClassNotFoundException {
        return Class.forName(PACKAGE.replace('/', '.') + name, false, null);
    }

    /** Makes the jar. */
    public static void write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            for (String name : CLASSES) {
                String entry = PACKAGE + name + ".class";
                jar.putNextEntry(new ZipEntry(entry));
                try (InputStream in = BootJar.class.getClassLoader().getResourceAsStream(entry)) {
                    if (in == null) {
                        throw new FileNotFoundException(entry);
                    }
                    in.transferTo(jar);
                }
                jar.closeEntry();
            }
        }
    }
}
