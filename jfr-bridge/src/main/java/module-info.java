/**
 * From JDK Flight Recorder to Go's execution trace: the translator and the {@code jfrtrace}
 * command.
 */
module dev.jfrtrace.bridge {
    requires transitive jdk.jfr;
    requires java.management;
    requires transitive dev.jfrtrace.encoder;
    requires transitive dev.jfrtrace.api;
    // The command line alone needs these two.
    requires static info.picocli;
    requires static com.fasterxml.jackson.databind;
    // What records other JVMs alone needs these.
    requires static jdk.attach;
    requires static java.instrument;
    requires static org.objectweb.asm;
    requires static org.objectweb.asm.commons;
    // The extension that traces tests alone needs it. It is not provided as a service from here:
    // where JUnit is missing, no JDK 17 would start with such a module.
    requires static org.junit.jupiter.api;

    exports dev.jfrtrace.bridge.convert;
    exports dev.jfrtrace.bridge.junit;
    exports dev.jfrtrace.bridge.live;
    exports dev.jfrtrace.bridge.mapping;
    exports dev.jfrtrace.bridge.source;
    exports dev.jfrtrace.bridge.source.chunk;

    opens dev.jfrtrace.bridge.cli to
            info.picocli;
    opens dev.jfrtrace.bridge.cli.convert to
            info.picocli;
    opens dev.jfrtrace.bridge.cli.read to
            info.picocli;
    opens dev.jfrtrace.bridge.cli.recording to
            info.picocli;
    opens dev.jfrtrace.bridge.cli.report to
            info.picocli;

    provides dev.jfrtrace.api.spi.TracerProvider with
            dev.jfrtrace.bridge.live.LiveTracerProvider;
}
