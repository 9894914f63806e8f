package dev.jfrtrace.bridge.junit;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.Trace;
import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.api.TracerUnavailableException;
import dev.jfrtrace.api.TracingActiveException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/** The trace of a run of tests, which JUnit closes with the store that it is in. */
@SuppressWarnings("deprecation") // Younger versions close what is AutoCloseable, older ones do not.
final class RunTrace implements Store.CloseableResource, AutoCloseable {
    private static final String PROCESS = "%p";

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
            return new RunTrace(Trace.start(path(file), options(context)));
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
