package dev.jfrtrace.bridge.cli.convert;

import dev.jfrtrace.bridge.cli.terminal.Shell;
import dev.jfrtrace.bridge.convert.ConversionReport;
import dev.jfrtrace.bridge.convert.ConvertOptions;
import dev.jfrtrace.bridge.convert.JfrToTrace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.IntFunction;

/** A recording to convert: a path, or standard input. */
public record RecordingInput(Path path, Shell shell) {

    static boolean isStandardInput(Path path) {
        return path.equals(Shell.STREAM);
    }

    ConversionReport convert(IntFunction<Path> outs, ConvertOptions options) throws IOException {
        return isStandardInput(path)
                ? JfrToTrace.convert(shell.in(), outs, options)
                : JfrToTrace.convert(path, outs, options);
    }

    public ConversionReport convert(OutputStream out, ConvertOptions options) throws IOException {
        return isStandardInput(path)
                ? JfrToTrace.convert(shell.in(), out, options)
                : JfrToTrace.convert(path, out, options);
    }
}
