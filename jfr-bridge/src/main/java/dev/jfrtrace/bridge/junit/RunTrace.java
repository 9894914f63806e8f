package dev.jfrtrace.bridge.junit;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.Trace;
import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.api.TracerUnavailableException;
import dev.jfrtrace.api.TracingActiveException;
import dev.jfrtrace.bridge.convert.JfrToTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/** The trace of a run of tests, which JUnit closes with the store that it is in. */
@SuppressWarnings("deprecation") // Younger versions close what is AutoCloseable, older ones do not.
final class RunTrace implements Store.CloseableResource, AutoCloseable {
    private static final String PROCESS = "%p";

    /**
     * What this JVM has traced its tests to: builds may have it run them class by class, each of
     * which is a run of its own, or those that failed once more.
     */
    private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();

    /** {@code null} where none is wanted. */
    private final Trace trace;

    private RunTrace(Trace trace) {
        this.trace = trace;
    }

    /**
     * Starts it unless it has been started.
     *
     * @param run what lasts as long as the run
     * @throws ExtensionConfigurationException when it cannot be started
     */
    static void ensureStarted(Store run, ExtensionContext context) {
        run.getOrComputeIfAbsent(RunTrace.class, key -> start(context), RunTrace.class);
    }

    private static RunTrace start(ExtensionContext context) {
        String file = context.getConfigurationParameter(TracingExtension.TRACE).orElse("");
        if (file.isBlank()) {
            return new RunTrace(null);
        }
        try {
            return new RunTrace(start(free(path(file)), options(context)));
        } catch (IOException
                | InvalidPathException
                | TracingActiveException
                | TracerUnavailableException e) {
            throw new ExtensionConfigurationException(
                    "the tests cannot be traced to '"
                            + file
                            + "' ("
                            + TracingExtension.TRACE
                            + "): "
                            + e,
                    e);
        }
    }

    private static Trace start(Path path, TraceOptions options) throws IOException {
        try {
            return Trace.start(path, options);
        } catch (IOException | RuntimeException e) {
            TAKEN.remove(path);
            throw e;
        }
    }

    /** The path itself for the first run, and {@code tests-2.trace} for the second one. */
    private static Path free(Path wanted) {
        int number = 1;
        while (!TAKEN.add(JfrToTrace.numbered(wanted, number))) {
            number++;
        }
        return JfrToTrace.numbered(wanted, number);
    }

    private static Path path(String file) throws IOException {
        String process = Long.toString(ProcessHandle.current().pid());
        Path path = Path.of(file.replace(PROCESS, process)).toAbsolutePath();
        Files.createDirectories(path.getParent());
        return path;
    }

    private static TraceOptions options(ExtensionContext context) {
        return context.getConfigurationParameter(TracingExtension.PRESET)
                .map(RunTrace::preset)
                .map(preset -> TraceOptions.builder(preset).build())
                .orElseGet(TraceOptions::defaults);
    }

    private static Preset preset(String name) {
        try {
            return Preset.valueOf(name.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException(
                    TracingExtension.PRESET
                            + " is '"
                            + name
                            + "', which is none of "
                            + Arrays.toString(Preset.values()).toLowerCase(Locale.ROOT));
        }
    }

    @Override
    public void close() throws IOException {
        if (trace != null) {
            trace.close();
        }
    }
}
