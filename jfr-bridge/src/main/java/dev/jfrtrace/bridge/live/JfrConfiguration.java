package dev.jfrtrace.bridge.live;

import dev.jfrtrace.api.TraceOptions;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;
import jdk.jfr.FlightRecorder;

/**
 * Choices that hold for all recordings of the JVM, made as {@code jcmd JFR.configure} makes them.
 */
final class JfrConfiguration {
    private JfrConfiguration() {}

    /** Does what was asked for; says what could not be done. */
    static void apply(TraceOptions options, List<String> notes) {
        List<String> arguments = new ArrayList<>();
        if (options.maxChunkSize() > 0) {
            arguments.add("maxchunksize=" + options.maxChunkSize());
        }
        if (options.stackDepth() > 0) {
            if (FlightRecorder.isInitialized()) {
                notes.add(
                        "Stacks keep the depth that the JVM has: JFR takes another one before its"
                                + " first recording only.");
            } else {
                arguments.add("stackdepth=" + options.stackDepth());
            }
        }
        if (!arguments.isEmpty()) {
            configure(arguments, notes);
        }
    }

    private static void configure(List<String> arguments, List<String> notes) {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "jfrConfigure",
                            new Object[] {arguments.toArray(new String[0])},
                            new String[] {String[].class.getName()});
        } catch (JMException | RuntimeException e) {
            notes.add("JFR could not be configured with " + arguments + ": " + e.getMessage());
        }
    }
}
