package dev.jfrtrace.bridge.live;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.api.TraceOutcome;
import dev.jfrtrace.api.TraceOutcome.End;
import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.Recordings;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.agent.boot.VirtualThreadPark;
import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.bridge.source.ChunkWalk;
import dev.jfrtrace.bridge.source.chunk.ChunkTail;
import dev.jfrtrace.encoder.write.TraceWriter;
import dev.jfrtrace.encoder.write.UnitSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;

/**
 * A live trace whose stream is made of recordings that a test makes in this JVM, each of what comes
 * between two flushes: so it may say what JFR loses, and when.
 */
final class FedTrace {
    private static final long TRACE = 77;

    private final Path folder;
    private final TraceOptions options;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TraceWriter writer;
    private final LiveFeed feed;
    private Path first;
    private int recordings;
    private long beats;

    /**
     * @param folder holds nothing else
     */
    FedTrace(Path folder, Duration holdBack) throws IOException {
        this.folder = folder;
        this.options = TraceOptions.builder(Preset.FULL).holdBack(holdBack).build();
        this.writer = new TraceWriter(LiveOptions.version(options), UnitSink.to(bytes));
        this.feed =
                new LiveFeed(
                        LiveOptions.setup(options, List.of(), writer),
                        new Pulses(TRACE, Supervisor.period(options)));
    }

    /**
     * Records some work, and a beat behind it.
     *
     * @param lost an event that is not recorded, as if JFR had lost it
     */
    Path record(String lost, Script.Work work) throws Exception {
        Path file = folder.resolve("chunk-" + recordings + ".jfr");
        Map<String, String> settings = Presets.settings(options);
        settings.put(VirtualThreadPark.NAME + "#enabled", "true");
        settings.put(lost + "#enabled", "false");
        try (Recording recording = new Recording()) {
            recording.setSettings(settings);
            recording.start();
            if (recordings == 0) {
                Pulse.commit(TRACE, Pulse.BEGIN, 0);
            }
            work.run();
            Pulse.commit(TRACE, Pulse.BEAT, ++beats);
            recording.stop();
            recording.dump(file);
        }
        first = first == null ? file : first;
        recordings++;
        return file;
    }

    Path record(Script.Work work) throws Exception {
        return record("jdk.DataLoss", work);
    }

    /** So many beats are lost. */
    void missBeats(int count) {
        beats += count;
    }

    /** For whoever looks at threads while they are recorded. */
    SilentPlaces silent() {
        return feed.silent();
    }

    /** Gives a recording to the feed, and says that JFR has flushed. */
    void flush(Path recording) throws IOException {
        boolean isFirst = recording.equals(first);
        for (Chunk chunk : ChunkWalk.of(recording).chunks()) {
            try (ChunkTail tail = ChunkTail.open(Recordings.alone(chunk, folder))) {
                if (isFirst && chunk.offset() == 0) {
                    feed.expect(LiveClock.of(tail.header()), Map.of());
                }
                tail.read(new BetweenFlushes());
            }
        }
        feed.flush();
    }

    /** JFR may have flushed while it recorded, which is not what this is to tell of. */
    private final class BetweenFlushes extends FeedHandler {
        BetweenFlushes() {
            super(feed);
        }

        @Override
        public void flush() {
            // Said when all has been read.
        }
    }

    /** Ends the trace, and says how it went. */
    TraceOutcome finish() throws IOException {
        feed.finish(true);
        return new Outcomes(feed, writer, List.of()).now(End.STOPPED, null);
    }

    /** As Go reads it. */
    ParsedTrace parsed() throws IOException {
        return ParsedTrace.of(Files.write(folder.resolve("fed.trace"), bytes.toByteArray()));
    }
}
