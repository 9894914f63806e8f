package dev.jfrtrace.bridge.live;

import dev.jfrtrace.bridge.Choices;
import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.collect.JvmRecording;
import dev.jfrtrace.bridge.collect.Symbols;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.JfrThread;
import dev.jfrtrace.bridge.translate.Names;
import dev.jfrtrace.bridge.translate.TranslateOptions;
import dev.jfrtrace.bridge.translate.Translator;
import dev.jfrtrace.encoder.write.TraceWriter;
import dev.jfrtrace.encoder.write.UnitSink;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Takes the events of a server that goes on and on, with a new virtual thread for each request, as
 * {@link LiveFeed} does, and says what that takes of the heap: after a fifth of the threads, and at
 * the end. Of some threads the end is lost: in gaps, or one by one.
 */
final class LiveCrowd {
    private static final long APART = 1_000_000;
    private static final long LENGTH = 2_000 * APART;
    private static final long HELD = 1_000_000_000;
    private static final long TURN = 10_000_000_000L;

    /** After so long all events are lost, for longer than a thread lives. */
    private static final long GAP_EVERY = 20_000_000_000L;

    private static final long GAP = 3_000_000_000L;

    /** Without gaps the ends of so many threads are lost. */
    private static final int LOST = 10;

    private final boolean hasGaps;
    private final LiveThreads threads = new LiveThreads(false);
    private final Translator translator;
    private final JfrRecord record = new JfrRecord();
    private long turnedAt;
    private long gapFrom = GAP_EVERY;

    private final LostEnds lostEnds = new LostEnds(threads, false);

    private LiveCrowd(boolean hasGaps) throws IOException {
        this.hasGaps = hasGaps;
        TranslateOptions options = Choices.usual();
        translator =
                new Translator(
                        options,
                        new Names(new Symbols(), new LiveStacks(), threads),
                        new TraceWriter(
                                options.version(), UnitSink.to(OutputStream.nullOutputStream())),
                        JvmRecording.START,
                        0);
    }

    /**
     * Two lines: bytes of the heap in use.
     *
     * @param args how many threads, and whether events are lost in gaps
     */
    public static void main(String[] args) throws IOException {
        int count = Integer.parseInt(args[0]);
        LiveCrowd crowd = new LiveCrowd(Boolean.parseBoolean(args[1]));
        for (int i = 0; i < count; i++) {
            crowd.serve(i);
            if (i == count / 5 || i == count - 1) {
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

    /** A thread starts and sleeps, and the one that started some time before ends. */
    private void serve(int number) throws IOException {
        long now = JvmRecording.START + number * APART;
        if (hasGaps && now >= gapFrom) {
            if (now >= gapFrom + GAP) {
                bridge(gapFrom, now);
            }
            return;
        }
        plan(JfrMapping.VIRTUAL_THREAD_START, number, now, now);
        plan(JfrMapping.THREAD_SLEEP, number, now, now + LENGTH / 2);
        int ending = number - (int) (LENGTH / APART);
        boolean isLost = !hasGaps && ending % LOST == 0;
        if (ending >= 0 && !isLost) {
            plan(JfrMapping.VIRTUAL_THREAD_END, ending, now, now);
            threads.ended(indexOf(ending), now);
        }
        if (number % 1_000 == 0) {
            flush(now);
        }
    }

    private void bridge(long from, long to) throws IOException {
        translator.bridge(from, to, "lost", index -> !threads.isVirtual(index));
        translator.forgetEnded(threads::isVirtual);
        lostEnds.lost(to);
        gapFrom = to + GAP_EVERY;
    }

    private int indexOf(int number) {
        return threads.indexOf(new JfrThread(0, 100 + number, -1, "request-" + number, null, true));
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
            if (!hasGaps) {
                lostEnds.lost(now);
            }
            lostEnds.endUnheard(translator);
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
