package dev.jfrtrace.bridge.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.Choices;
import dev.jfrtrace.bridge.MadeRecording;
import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.mapping.GroupBy;
import dev.jfrtrace.bridge.source.JfrThread;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goroutines are called, and what they are labelled with. */
class GoroutineNamesTest {
    @TempDir private Path folder;

    private MadeRecording recording;

    @BeforeEach
    void makeThreads() {
        recording = new MadeRecording();
        make(recording.thread("http-nio-8080-exec-12", 1, 101), "a.Server$Worker.run");
        make(recording.thread("plain", 2, 102), "java.lang.Thread.run");
        make(recording.thread("Timer-0", 3, 103), "a.Alarm.ring", "java.util.TimerThread.run");
        make(
                recording.thread("pool-1-thread-2", 4, 104),
                "b.Job.call",
                "a.Task.run",
                "java.util.concurrent.ThreadPoolExecutor$Worker.run",
                "java.lang.Thread.run");
        make(recording.thread("", 5, 105));
        make(recording.virtualThread("", 6));
        make(recording.vmThread("GC Thread#0", 107));
        make(recording.thread(null, 8, 108));
        make(recording.thread("C2 CompilerThread0", 9, 109));
        make(recording.thread("G1 of 2", 10, 110));
        make(recording.thread("AC1 1", 11, 111));
        make(recording.thread("job 3f2b8c1e-04d7-4a6b-9e0f-0123456789ab", 12, 112));
        make(recording.thread("neo4j.p2p-3 worker1task2 a10b", 14, 114));
        make(recording.thread("qtp@1a2b3c4-17 deadbeef 0x00007f3a 5eed5eed", 13, 113));
    }

    private void make(JfrThread thread, String... stack) {
        recording.event("test.Act").at(Made.MS).on(thread).in(stack);
    }

    private ParsedTrace translate(GroupBy groupBy) throws IOException {
        TranslateOptions options = Choices.of(1, null, groupBy);
        return Made.of(recording, folder, 0, Long.MAX_VALUE, options).trace();
    }

    private static String describe(ParsedTrace trace, long g) {
        return trace.groups().get(g) + " | " + trace.label(g);
    }

    @Test
    void byPool() throws IOException {
        ParsedTrace trace = translate(GroupBy.POOL);
        assertThat(describe(trace, 1)).isEqualTo("http-nio-#-exec-# | http-nio-8080-exec-12");
        assertThat(describe(trace, 2)).isEqualTo("plain | null");
        assertThat(describe(trace, 4)).isEqualTo("pool-#-thread-# | pool-1-thread-2");
        assertThat(describe(trace, 5)).isEqualTo("unnamed thread | null");
        assertThat(describe(trace, 6)).isEqualTo("virtual thread | null");
        assertThat(describe(trace, Cast.FIRST_OTHER_G)).isEqualTo("GC Thread# | JVM GC Thread#0");
        assertThat(describe(trace, 8)).isEqualTo("unnamed thread | null");
        assertThat(describe(trace, Cast.VM_G)).isEqualTo("VM Thread | null");
        assertThat(describe(trace, 9)).isEqualTo("C2 CompilerThread# | C2 CompilerThread0");
        assertThat(describe(trace, 10)).isEqualTo("G1 of # | G1 of 2");
        assertThat(describe(trace, 11)).isEqualTo("AC# # | AC1 1");
        assertThat(trace.groups().get(12L)).isEqualTo("job #");
        assertThat(trace.groups().get(14L)).isEqualTo("neo4j.p2p-# worker#task# a#b");
        assertThat(trace.groups().get(13L)).isEqualTo("qtp@#-# deadbeef # #");
    }

    @Test
    void byName() throws IOException {
        ParsedTrace trace = translate(GroupBy.NAME);
        assertThat(describe(trace, 1)).isEqualTo("http-nio-8080-exec-12 | null");
        assertThat(describe(trace, 5)).isEqualTo("unnamed thread | null");
        assertThat(describe(trace, Cast.FIRST_OTHER_G)).isEqualTo("GC Thread#0 | null");
    }

    /** The first class of the application, from the root. */
    @Test
    void byStart() throws IOException {
        ParsedTrace trace = translate(GroupBy.START);
        assertThat(describe(trace, 1)).isEqualTo("a.Server$Worker | http-nio-8080-exec-12");
        assertThat(describe(trace, 2)).isEqualTo("plain | null");
        assertThat(describe(trace, 3)).isEqualTo("a.Alarm | Timer-0");
        assertThat(describe(trace, 4)).isEqualTo("a.Task | pool-1-thread-2");
        assertThat(describe(trace, 6)).isEqualTo("virtual thread | null");
    }

    @ParameterizedTest
    @CsvSource({
        "a.b.Foo, Foo.java",
        "a.b.Foo$Bar, Foo.java",
        "a.b.Foo$$Lambda, Foo.java",
        "Foo, Foo.java",
        "$Proxy, $Proxy.java",
        "a.$Proxy#, $Proxy#.java",
        "'', ''",
        "libc.so.6, ''",
        "libjvm.so, ''",
        "libpthread-2.17.so;649be141 (deleted), ''",
        "libz.so.1 (deleted), ''",
        "[vdso], ''",
        "com.sonar.Scan, Scan.java"
    })
    void filesAreGuessedFromClasses(String type, String file) {
        assertThat(StackTranslator.fileOf(type)).isEqualTo(file);
    }
}
