package dev.jfrtrace.bridge.truth;

import dev.jfrtrace.bridge.BareEvent;
import dev.jfrtrace.bridge.Choices;
import dev.jfrtrace.bridge.collect.Collector;
import dev.jfrtrace.bridge.collect.JvmRecording;
import dev.jfrtrace.bridge.mapping.Family;
import dev.jfrtrace.bridge.mapping.ShownVirtualThreads;
import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.JfrSource;
import dev.jfrtrace.bridge.source.JfrThread;
import dev.jfrtrace.bridge.source.JfrType;
import dev.jfrtrace.bridge.source.Losses;
import dev.jfrtrace.bridge.translate.TimeWindow;
import dev.jfrtrace.bridge.translate.TranslationReport;
import dev.jfrtrace.bridge.translate.Translator;
import dev.jfrtrace.encoder.write.UnitSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeMap;

/**
 * Translates a recording of very many virtual threads, of which twenty live at a time, and says how
 * many goroutines came of them and how many were folded. Each is named and sleeps once. Nothing of
 * the recording is there but what is being read.
 */
final class Crowd implements JfrSource {
    private static final int CHUNKS = 10;
    private static final long WALL = 1_700_000_000_000_000_000L;
    private static final long APART = 1_000_000;
    private static final long SLEEP = 20 * APART;
    private static final long FIRST_ID = 100;

    private static final UnitSink NOWHERE = UnitSink.to(OutputStream.nullOutputStream());

    private static final JfrType START = type("jdk.VirtualThreadStart");
    private static final JfrType SLEPT = type("jdk.ThreadSleep");
    private static final JfrType END = type("jdk.VirtualThreadEnd");

    private final int perChunk;
    private final boolean hasEnds;

    private Crowd(int threads, boolean hasEnds) {
        perChunk = threads / CHUNKS;
        this.hasEnds = hasEnds;
    }

    private static JfrType type(String name) {
        return new JfrType(name.length(), name, true, List.of(), new TreeMap<>());
    }

    /**
     * Four lines: threads of the JVM, goroutines, folded threads, events that were refused.
     *
     * @param args how many threads, which to show, and whether their ends are recorded
     */
    public static void main(String[] args) throws IOException {
        Crowd crowd = new Crowd(Integer.parseInt(args[0]), Boolean.parseBoolean(args[2]));
        ShownVirtualThreads shown = ShownVirtualThreads.valueOf(args[1]);
        try (Collector collector = new Collector(crowd, EnumSet.allOf(Family.class), shown)) {
            for (int i = 0; i < CHUNKS; i++) {
                collector.join(collector.reading(crowd.chunk(i), n -> {}).run());
            }
            JvmRecording jvm = collector.jvms().get(0);
            TimeWindow window = new TimeWindow(JvmRecording.START, jvm.endTime());
            Translator translator =
                    new Translator(jvm, Choices.virtualThreads(shown), window, NOWHERE);
            TranslationReport report =
                    translator.translate(collector.records(jvm), List.of(), time -> {});
            System.out.println(jvm.threadCount());
            System.out.println(report.shownThreads());
            System.out.println(report.foldedThreads());
            System.out.println(report.refusalCount());
        }
    }

    private long ticks(int thread) {
        return thread * APART;
    }

    private Chunk chunk(int number) {
        long start = ticks(number * perChunk);
        long length = ticks(perChunk);
        return new Chunk(
                Path.of("crowd.jfr"),
                number,
                new ChunkHeader(2, 1, 1_000, WALL + start, length, start, 1_000_000_000));
    }

    @Override
    public Losses read(Chunk chunk, Handler handler) {
        handler.begin(List.of(START, SLEPT, END));
        int first = (int) chunk.offset() * perChunk;
        for (int i = 0; i < perChunk; i++) {
            int number = first + i;
            JfrThread thread =
                    new JfrThread(i, FIRST_ID + number, -1, "worker-" + number, null, true);
            long start = ticks(number);
            handler.event(new Happened(START, start, start, thread));
            handler.event(new Happened(SLEPT, start + 1, start + SLEEP, thread));
            if (hasEnds) {
                handler.event(new Happened(END, start + SLEEP + 1, start + SLEEP + 1, thread));
            }
        }
        return Losses.NONE;
    }

    /** An event without fields. */
    private record Happened(JfrType type, long startTicks, long endTicks, JfrThread thread)
            implements BareEvent {}
}
