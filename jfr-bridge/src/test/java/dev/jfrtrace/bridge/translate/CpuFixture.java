package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.translate.Made.MS;

import dev.jfrtrace.bridge.MadeRecording;
import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.JfrThread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Eight threads on a machine with four CPUs, and what is said of who took them. */
abstract class CpuFixture {
    @TempDir Path folder;

    MadeRecording recording;
    final List<JfrThread> threads = new ArrayList<>();

    /** A JVM that is as old as its recording. */
    @BeforeEach
    void make() {
        make(0);
    }

    final void make(long age) {
        ChunkHeader header =
                new ChunkHeader(2, 1, 1_000, 77, 86_400_000 * MS, age * MS, 1_000_000_000);
        recording = new MadeRecording(header);
        threads.clear();
        for (int i = 0; i < 8; i++) {
            threads.add(recording.thread("worker", 10 + i, 100 + i));
            recording.event("test.Act").at(5 * MS).on(threads.get(i));
        }
        recording.event("Nothing").at(4_000 * MS);
    }

    final void cpus() {
        recording.event("CPUInformation").at(3_500 * MS).with("hwThreads", 4L);
    }

    final void load(long at, int thread, double user) {
        recording
                .event("ThreadCPULoad")
                .at(at * MS)
                .on(threads.get(thread))
                .with("user", user)
                .with("system", 0.0);
    }

    /** Loads of two threads that did next to nothing. */
    final void sweep(long at) {
        load(at, 6, 0.01);
        load(at, 7, 0.01);
    }

    static String at(Made made, int thread, long millis) {
        return made.trace().at(10 + thread, Made.at(millis * MS)).state();
    }

    /** A dump in which the first thread has taken so many milliseconds. */
    static String dump(String cpu) {
        return String.join(
                "\n",
                "",
                "\"worker\" #10 prio=5 os_prio=0 cpu="
                        + cpu
                        + "ms elapsed=9s tid=0x7f nid=0x64"
                        + " runnable  [0x00007f]",
                "   java.lang.Thread.State: RUNNABLE",
                "\tat Worker.compute(Worker.java:42)",
                "");
    }
}
