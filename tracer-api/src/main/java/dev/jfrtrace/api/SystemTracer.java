package dev.jfrtrace.api;

import dev.jfrtrace.api.spi.TracerProvider;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds the tracer of this JVM, once. */
final class SystemTracer {
    private static Tracer found;

    private SystemTracer() {}

    static synchronized Tracer get() {
        if (found == null) {
            found = find();
        }
        return found;
    }

    /** With this class's own loader: the caller's may know another copy of the library. */
    private static Tracer find() {
        Optional<Tracer> tracer;
        try {
            tracer =
                    ServiceLoader.load(TracerProvider.class, SystemTracer.class.getClassLoader())
                            .findFirst()
                            .map(TracerProvider::tracer);
        } catch (ServiceConfigurationError | LinkageError e) {
            // As when jfr-bridge is there and the encoder is not.
            throw new TracerUnavailableException(
                    "the tracer on the path cannot be used; it needs jfr-bridge and encoder, of the"
                            + " same version as tracer-api: "
                            + e,
                    e);
        }
        return tracer.orElseThrow(
                () ->
                        new TracerUnavailableException(
                                "no tracer found: jfr-bridge and encoder must be on the class path"
                                        + " or the module path beside tracer-api",
                                null));
    }
}
