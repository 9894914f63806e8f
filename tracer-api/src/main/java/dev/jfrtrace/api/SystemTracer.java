package dev.jfrtrace.api;

import dev.jfrtrace.api.spi.TracerProvider;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds what implements the tracer of this JVM, once. */
final class SystemTracer {
    private static TracerProvider found;

    private SystemTracer() {}

    static Tracer get() {
        return provider().tracer();
    }

    static synchronized TracerProvider provider() {
        if (found == null) {
            found = find();
        }
        return found;
    }

    /** With this class's own loader: the caller's may know another copy of the library. */
    private static TracerProvider find() {
        Optional<TracerProvider> provider;
        try {
            provider =
                    ServiceLoader.load(TracerProvider.class, SystemTracer.class.getClassLoader())
                            .findFirst();
            // Loads the classes that it needs: where some are missing, that is to show here.
            provider.ifPresent(TracerProvider::tracer);
        } catch (ServiceConfigurationError | LinkageError e) {
            // As when jfr-bridge is there and the encoder is not.
            throw new TracerUnavailableException(
                    "the tracer on the path cannot be used; it needs jfr-bridge and encoder, of the"
                            + " same version as tracer-api: "
                            + e,
                    e);
        }
        return provider.orElseThrow(
                () ->
                        new TracerUnavailableException(
                                "no tracer found: jfr-bridge and encoder must be on the class path"
                                        + " or the module path beside tracer-api",
                                null));
    }
}
