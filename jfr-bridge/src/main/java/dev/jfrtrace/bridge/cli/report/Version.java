package dev.jfrtrace.bridge.cli.report;

import dev.jfrtrace.encoder.format.TraceVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Collectors;
import picocli.CommandLine.IVersionProvider;

/** What this is, what it takes and gives, and what it runs on. */
public final class Version implements IVersionProvider {
    private static final String RESOURCE = "version.properties";

    Version() {}

    /** The project's version, which the build wrote into a resource. */
    static String number() {
        try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String formats(String separator) {
        return Arrays.stream(TraceVersion.values())
                .map(TraceVersion::toString)
                .collect(Collectors.joining(separator));
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "jfrtrace " + number(),
            "reads:    JFR 1.x and 2.x (OpenJDK 8u262 and later, and what writes like it)",
            "writes:   Go execution trace v2, headers " + formats(", "),
            "          for 'go tool trace' of Go 1.22 and later, and gotraceui",
            "runs on:  Java " + Runtime.version() + ", " + System.getProperty("java.vm.name")
        };
    }
}
