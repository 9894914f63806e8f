package dev.jfrtrace.bridge.source;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import jdk.jfr.EventType;
import jdk.jfr.Timespan;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Reads chunks with {@link RecordingFile}. A chunk of a file with others is copied into a file of
 * its own first, so that the JDK's reader knows nothing of its neighbours.
 */
public final class JdkSource implements JfrSource {
    /** Events between two reports of progress. */
    private static final int PACE = 1 << 12;

    /** A source without state: one serves any number of readings. */
    public JdkSource() {}

    @Override
    public Losses read(Chunk chunk, Handler handler) throws IOException {
        if (chunk.header().size() == Files.size(chunk.file())) {
            return read(chunk, chunk.file(), handler);
        }
        Path alone = Files.createTempFile("jfrtrace-chunk", ".jfr");
        try {
            copy(chunk, alone);
            return read(chunk, alone, handler);
        } finally {
            Files.deleteIfExists(alone);
        }
    }

    private static void copy(Chunk chunk, Path target) throws IOException {
        try (FileChannel in = FileChannel.open(chunk.file(), StandardOpenOption.READ);
                FileChannel out = FileChannel.open(target, StandardOpenOption.WRITE)) {
            long copied = 0;
            while (copied < chunk.header().size()) {
                long n =
                        in.transferTo(chunk.offset() + copied, chunk.header().size() - copied, out);
                if (n <= 0) {
                    throw new RecordingException(chunk.file(), "became shorter while it was read");
                }
                copied += n;
            }
        }
    }

    private static Losses read(Chunk chunk, Path alone, Handler handler) throws IOException {
        long framed = EventCount.of(alone, chunk);
        long delivered = 0;
        try (RecordingFile file = new RecordingFile(alone)) {
            Map<EventType, JfrType> types = typesOf(file);
            handler.begin(new ArrayList<>(types.values()));
            JdkEvent view = new JdkEvent(types);
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                delivered++;
                handler.event(view.of(event));
                if (delivered % PACE == 0) {
                    double done = (double) delivered / framed;
                    handler.progress((long) (done * chunk.header().size()));
                }
            }
        } catch (IOException | RuntimeException | InternalError | StackOverflowError e) {
            // The JDK's reader throws all sorts on damaged bytes; ours are not among them.
            throw damaged(chunk, delivered, e);
        }
        return Losses.of(framed - delivered);
    }

    private static IOException damaged(Chunk chunk, long delivered, Throwable cause) {
        if (cause instanceof HandlerException) {
            throw (HandlerException) cause;
        }
        String after = "the " + chunk + " cannot be read behind its event " + delivered;
        // What the JDK says of its own failures helps nobody but whoever reads its source.
        boolean isPlain = cause instanceof IOException && cause.getMessage() != null;
        String why = isPlain ? cause.getMessage() : cause.getClass().getSimpleName();
        return new RecordingException(chunk.file(), after + " (" + why + ")", cause);
    }

    private static Map<EventType, JfrType> typesOf(RecordingFile file) throws IOException {
        Map<EventType, JfrType> types = new IdentityHashMap<>();
        for (EventType type : file.readEventTypes()) {
            types.put(type, typeOf(type));
        }
        return types;
    }

    static JfrType typeOf(EventType type) {
        List<String> fields = new ArrayList<>();
        SortedMap<String, Long> spans = new TreeMap<>();
        for (ValueDescriptor field : type.getFields()) {
            fields.add(field.getName());
            Timespan span = field.getAnnotation(Timespan.class);
            Long nanos = span == null ? null : JfrType.nanosIn(span.value());
            if (nanos != null) {
                spans.put(field.getName(), nanos);
            }
        }
        return new JfrType(
                type.getId(),
                type.getName(),
                fields.contains("duration"),
                List.copyOf(fields),
                spans);
    }
}
