package dev.jfrtrace.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.encoder.Refusal;
import dev.jfrtrace.encoder.TraceEncoder;
import dev.jfrtrace.encoder.format.GoStatus;
import dev.jfrtrace.encoder.format.ProcStatus;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.generation.Stack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A trace of a millisecond of which everything is known: {@code boss}, goroutine 1, makes {@code
 * worker}, goroutine 2, who waits for a lock until the boss lets go; the world stops twice in a
 * row, and a gap is told. Times are in microseconds from the start.
 */
public final class KnownTrace {
    private static final long WALL = 1_780_000_000_000_000_000L;
    private static final long START = 1_000_000;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Refusal> refusals = new ArrayList<>();
    private final TraceEncoder encoder;

    private KnownTrace() throws IOException {
        encoder =
                new TraceEncoder(
                        new TraceEncoder.Options(TraceVersion.GO_1_26, refusals::add),
                        bytes::write,
                        START,
                        WALL);
    }

    public static byte[] bytes() throws IOException {
        KnownTrace trace = new KnownTrace();
        trace.write();
        assertThat(trace.encoder.close()).isTrue();
        assertThat(trace.refusals).isEmpty();
        return trace.bytes.toByteArray();
    }

    private static long at(long micros) {
        return START + micros * 1000;
    }

    private Stack stack(String... functions) {
        return Stack.of(
                Stream.of(functions)
                        .map(function -> encoder.frames().frame(function, "App.java", 7))
                        .toList());
    }

    private void write() {
        Stack boss = stack("app.Boss.run", "boss");
        Stack lock =
                stack("java.util.concurrent.locks.LockSupport.park", "app.Worker.run", "worker");
        Stack wait = lock.withLeaf(encoder.frames().frame("app.Lock", "", 0));
        encoder.procStatus(1, at(0), 0, ProcStatus.RUNNING);
        encoder.goStatus(1, at(0) + 1, 1, 0, GoStatus.RUNNING);
        encoder.addIdleProc(at(0) + 2);
        encoder.procsChange(1, at(0) + 3, 2);
        encoder.heapAlloc(1, at(10), 5_000_000);
        encoder.goCreate(1, at(20), 2, stack("worker"), boss);
        encoder.procStart(2, at(30), 1);
        encoder.goStart(2, at(40), 2);
        encoder.userTaskBegin(2, at(50), 9, 0, "order", lock);
        encoder.userRegionBegin(2, at(60), 9, "pack", lock);
        encoder.goBlock(2, at(100), "sync (park)", wait);
        encoder.goUnblock(1, at(400), 2, boss);
        encoder.goStart(2, at(420), 2);
        encoder.cpuSample(at(430), 2, 1, 2, lock);
        encoder.userRegionEnd(2, at(450), 9, "pack", lock);
        encoder.userTaskEnd(2, at(460), 9, lock);
        encoder.goDestroy(2, at(500));
        encoder.procStop(2, at(500) + 1);
        encoder.stwBegin(1, at(600), "safepoint sync", Stack.NONE);
        encoder.stwEnd(1, at(610));
        encoder.stwBegin(1, at(610) + 1, "GC Pause", Stack.NONE);
        encoder.gcBegin(1, at(610) + 2, Stack.NONE);
        encoder.gcEnd(1, at(700) - 1);
        encoder.stwEnd(1, at(700));
        encoder.userLog(1, at(800), 0, "gap", "3.0 MB of events\nlost", boss);
        encoder.goBlock(1, at(1000), "sleep", boss);
        encoder.procStop(1, at(1000) + 1);
    }
}
