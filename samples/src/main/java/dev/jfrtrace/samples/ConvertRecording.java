package dev.jfrtrace.samples;

import dev.jfrtrace.bridge.convert.ConversionReport;
import dev.jfrtrace.bridge.convert.ConvertOptions;
import dev.jfrtrace.bridge.convert.JfrToTrace;
import java.io.IOException;
import java.nio.file.Path;

/** Converts a recording from code: {@code ConvertRecording IN.jfr OUT.trace}. */
public final class ConvertRecording {
    private ConvertRecording() {}

    public static void main(String[] args) throws IOException {
        Path in = Path.of(args[0]);
        Path out = Path.of(args[1]);
        ConversionReport report = JfrToTrace.convert(in, out, ConvertOptions.defaults());
        report.traces().forEach(trace -> System.out.println("go tool trace " + trace.path()));
    }
}
