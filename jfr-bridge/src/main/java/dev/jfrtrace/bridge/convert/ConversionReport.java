package dev.jfrtrace.bridge.convert;

import java.nio.file.Path;
import java.util.List;

/**
 * What became of one recording file. Purely data.
 *
 * @param traces one for each JVM that was converted, at least one
 * @param jvms JVMs in the file
 * @param warnings what was wrong with the file, as sentences; empty when nothing was
 * @param lost parts of the file that could not be read, each of which is among the warnings
 * @param oddities what is odd about its chunks; those that are not harmless are among the warnings
 * @param recordingBytes size of the file
 * @param readNanos time that reading took
 * @param translateNanos time that translating and encoding took
 * @param temporaryBytes bytes in temporary files
 */
public record ConversionReport(
        List<TraceReport> traces,
        int jvms,
        List<String> warnings,
        List<LostPart> lost,
        List<Oddity> oddities,
        long recordingBytes,
        long readNanos,
        long translateNanos,
        long temporaryBytes) {
    /** The same of a file that goes by another name. */
    public ConversionReport named(Path file, Path name) {
        return new ConversionReport(
                traces,
                jvms,
                warnings.stream().map(w -> w.replace(file.toString(), name.toString())).toList(),
                lost.stream().map(part -> part.named(file, name)).toList(),
                oddities.stream().map(oddity -> oddity.named(file, name)).toList(),
                recordingBytes,
                readNanos,
                translateNanos,
                temporaryBytes);
    }
}
