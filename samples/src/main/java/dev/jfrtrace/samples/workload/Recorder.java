package dev.jfrtrace.samples.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Recording;

/** Records a workload with JDK Flight Recorder into a file. */
public final class Recorder {
    private Recorder() {}

    /**
     * Runs the workload under a recording with {@link RecordingSettings#timeline()}.
     *
     * @param out the file to write; its directory is made, and an older file is replaced
     * @throws IOException when the workload or the writing fails
     */
    public static void record(Path out, Duration duration, Workload workload)
            throws IOException, InterruptedException {
        Path parent = out.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        Files.deleteIfExists(out);
        try (Recording recording = new Recording()) {
            recording.setName(out.getFileName().toString());
            recording.setSettings(RecordingSettings.timeline());
            recording.start();
            workload.run(duration);
            recording.stop();
            recording.dump(out);
        }
    }
}
