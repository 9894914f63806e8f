package dev.jfrtrace.bridge.live;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.collect.JvmRecording;
import dev.jfrtrace.bridge.collect.Symbols;
import dev.jfrtrace.bridge.mapping.GroupBy;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.JfrThread;
import dev.jfrtrace.bridge.translate.Names;
import dev.jfrtrace.bridge.translate.TranslateOptions;
import dev.jfrtrace.bridge.translate.Translator;
import dev.jfrtrace.encoder.TraceEncoder;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.write.TraceWriter;
import dev.jfrtrace.encoder.write.UnitSink;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Takes the events of a server that goes on and on, with a new virtual thread for each request, as
 * {@link LiveFeed} does, and says what that takes of the heap: after a tenth of the threads, and at
 * the end. Of some threads the end is lost.
 */
final class LiveCrowd {
    private static final long APART = 100_000;
    private static final long LENGTH = 50 * APART;
    private static final long HELD = 1_000_000_000;
    private static final long TURN = 10_000_000_000L;

    /** So long after another events are lost, for so long. */
    private static final long GAP_EVERY = 20_000_000_000L;

    private static final long GAP = 100_000_000;

    private final LiveThreads threads = new LiveThreads(false);
    private final Translator translator;
    private final JfrRecord record = new JfrRecord();
    private long turnedAt;
    private long gapAt = GAP_EVERY;

    private LiveCrowd() throws IOException {
        TranslateOptions options =
                new TranslateOptions(
                        TraceVersion.GO_1_22,
                        1_000_000_000,
                        16 << 20,
                        TraceEncoder.Options.DEFAULT_MAX_RESTATED,
                        null,
                        GroupBy.POOL,
                        false);
        translator =
                new Translator(
                        options,
                        new Names(new Symbols(), new LiveStacks(), threads),
                        new TraceWriter(options.version(), UnitSink.to(OutputStream.nullOutputStream())),
                        JvmRecording.START,
                        0);
    }

    /**
     * Two lines: bytes of the heap in use.
     *
     * @param args how many threads
     */
    public static void main(String[] args) throws IOException {
        int count = Integer.parseInt(args[0]);
        LiveCrowd crowd = new LiveCrowd();
        for (int i = 0; i < count; i++) {
            crowd.serve(i);
            if (i == count / 10 || i == count - 1) {
                System.out.println(used());
            }
        }
        crowd.translator.finish(crowd.translator.position());
        if (crowd.translator.report().refusalCount() != 0) {
            throw new AssertionError(crowd.translator.report().refusals());
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** A thread starts, and the one that started some time before sleeps no longer, and ends. */
    private void serve(int number) throws IOException {
        long now = JvmRecording.START + number * APART;
        plan(JfrMapping.VIRTUAL_THREAD_START, number, now, now);
        plan(JfrMapping.THREAD_SLEEP, number, now, now + LENGTH / 2);
        int ending = number - (int) (LENGTH / APART);
        boolean isLost = gapAt - GAP < now && now < gapAt;
        if (ending >= 0 && !isLost) {
            plan(JfrMapping.VIRTUAL_THREAD_END, ending, now, now);
            threads.ended(indexOf(ending), now);
        }
        if (now >= gapAt) {
            translator.bridge(now - GAP, now, "lost", index -> !threads.isVirtual(index));
            translator.forgetEnded(threads::isVirtual);
            threads.loseEnds();
            gapAt = now + GAP_EVERY;
        }
        if (number % 10_000 == 0) {
            flush(now);
        }
    }

    private int indexOf(int number) {
        return threads.indexOf(
                new JfrThread(0, 100 + number, -1, "request-" + number, null, true));
    }

    private void plan(JfrMapping row, int number, long start, long end) throws IOException {
        record.row = row.ordinal();
        record.start = start;
        record.end = end;
        record.thread = indexOf(number);
        record.stack = JfrRecord.NONE;
        translator.plan(record);
    }

    private void flush(long now) throws IOException {
        long front = now - HELD;
        translator.advance(front);
        threads.release(front, this::forget);
        if (now - turnedAt > TURN) {
            turnedAt = now;
            threads.turn(this::forget);
        }
    }

    private boolean forget(long index) {
        boolean isGone = translator.isGone(index);
        if (isGone) {
            translator.forget(index);
        }
        return isGone;
    }
}
