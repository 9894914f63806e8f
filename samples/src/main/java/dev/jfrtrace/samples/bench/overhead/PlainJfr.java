package dev.jfrtrace.samples.bench.overhead;

import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.bridge.live.Presets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jfr.Recording;

/** A recording to disk with the settings of a trace, and nobody who reads it meanwhile. */
record PlainJfr(String name, TraceOptions options, Path directory) implements Mode {
    @Override
    public Watch start() {
        Recording recording = new Recording();
        recording.setName(name);
        recording.setToDisk(true);
        recording.setSettings(Presets.settings(options));
        recording.start();
        return new Running(recording, directory.resolve(name + ".jfr"), System.nanoTime());
    }

    private record Running(Recording recording, Path file, long start) implements Watch {
        @Override
        public void begin() {
            // What is in the recording can be told only when it has ended, of its whole length.
        }

        @Override
        public Recorded end() throws IOException {
            try (recording) {
                recording.stop();
                double seconds = (System.nanoTime() - start) / 1e9;
                recording.dump(file);
                return new Recorded(
                        JfrFile.events(file) / seconds,
                        Files.size(file) / seconds,
                        Double.NaN,
                        true);
            } finally {
                Files.deleteIfExists(file);
            }
        }
    }
}
