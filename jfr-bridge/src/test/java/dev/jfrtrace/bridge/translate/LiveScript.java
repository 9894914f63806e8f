package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.bridge.Choices;
import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.collect.JvmRecording;
import dev.jfrtrace.bridge.collect.JvmThread;
import dev.jfrtrace.bridge.collect.Stacks;
import dev.jfrtrace.bridge.collect.Symbols;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.Field;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.JfrFrame;
import dev.jfrtrace.bridge.source.JfrThread;
import dev.jfrtrace.encoder.write.TraceWriter;
import dev.jfrtrace.encoder.write.UnitSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/**
 * A live translation that a test drives: records go in when the test says so, and Go reads what
 * comes out. Times are nanoseconds from the trace's start, unless they are the trace's own.
 */
final class LiveScript {
    private static final long WALL_START = 1_700_000_000_000_000_000L;

    /** Stacks of one frame each; the place is that of the name. */
    private static final class NamedStacks implements Stacks {
        private final List<String> names = new ArrayList<>();

        long place(String name) {
            if (!names.contains(name)) {
                names.add(name);
            }
            return names.indexOf(name);
        }

        @Override
        public int[] stack(long place) {
            return new int[] {(int) place};
        }

        @Override
        public JfrFrame frame(int id) {
            String name = names.get(id);
            int dot = name.lastIndexOf('.');
            return new JfrFrame(name.substring(0, dot), name.substring(dot + 1), 1);
        }
    }

    private final Symbols symbols = new Symbols();
    private final NamedStacks stacks = new NamedStacks();
    private final List<JvmThread> threads = new ArrayList<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Translator translator;
    private boolean finished;

    LiveScript() throws IOException {
        this(1_000 * Made.MS);
    }

    LiveScript(long generationNanos) throws IOException {
        TranslateOptions options = Choices.generation(generationNanos);
        translator =
                new Translator(
                        options,
                        new Names(symbols, stacks, index -> threads.get((int) index)),
                        new TraceWriter(options.version(), UnitSink.to(bytes)),
                        JvmRecording.START,
                        WALL_START);
    }

    /** A platform thread; tells its index. */
    long thread(String name, long javaId, long osId) {
        return add(new JfrThread(threads.size(), javaId, osId, name, name, false));
    }

    long virtualThread(String name, long javaId) {
        return add(new JfrThread(threads.size(), javaId, -1, name, null, true));
    }

    private long add(JfrThread thread) {
        threads.add(known(thread));
        return threads.size() - 1;
    }

    private static JvmThread known(JfrThread thread) {
        return new JvmThread(
                thread.index(), thread, JvmThread.UNKNOWN, JvmThread.UNKNOWN, JfrRecord.NONE);
    }

    /** Gives an index to another thread. */
    void reuse(long index, String name, long javaId, long osId) {
        threads.set(
                (int) index, known(new JfrThread((int) index, javaId, osId, name, name, false)));
    }

    /** A record under way: what is not said is absent. */
    final class Coming {
        private final JfrRecord record = new JfrRecord();

        private Coming(JfrMapping row) {
            record.row = row.ordinal();
            record.thread = JfrRecord.NONE;
            record.stack = JfrRecord.NONE;
            for (int i = 0; i < row.fields().size(); i++) {
                boolean isThread = row.fields().get(i).kind() == Field.Kind.THREAD;
                record.slots[i] = isThread ? JfrRecord.NONE : 0;
            }
        }

        Coming on(long thread) {
            record.thread = thread;
            return this;
        }

        Coming in(String method) {
            record.stack = stacks.place(method);
            return this;
        }

        Coming with(int slot, long value) {
            record.slots[slot] = value;
            return this;
        }

        Coming with(int slot, String value) {
            return with(slot, symbols.id(value));
        }

        Coming saying(String text) {
            record.text = text;
            return this;
        }

        /** It comes now, and happened then. */
        void at(long nanos) throws IOException {
            from(nanos, nanos);
        }

        void from(long start, long end) throws IOException {
            record.start = Made.at(start);
            record.end = Made.at(end);
            translator.plan(record);
        }
    }

    Coming comes(JfrMapping row) {
        return new Coming(row);
    }

    /** An event of the application. */
    Coming custom(String type) {
        return comes(JfrMapping.CUSTOM).with(0, type);
    }

    void introduce(long thread, BlockReason reason, String method) {
        long stack = method == null ? JfrRecord.NONE : stacks.place(method);
        translator.introduce(threads.get((int) thread), reason, stack);
    }

    void advance(long front) throws IOException {
        translator.advance(Made.at(front));
    }

    void bridge(long from, long to, LongPredicate survives) throws IOException {
        translator.bridge(Made.at(from), Made.at(to), "lost", survives);
    }

    Translator translator() {
        return translator;
    }

    /** Nanoseconds from the start up to which everything has been carried out. */
    long position() {
        return translator.position() - JvmRecording.START;
    }

    long generations() {
        return translator.encoder().generationCount();
    }

    /** How many events of a type met a fate. */
    long count(JfrMapping row, Fate fate) {
        return count(row.event(), fate);
    }

    long count(String type, Fate fate) {
        return translator.report().fates().getOrDefault(type, Map.of()).getOrDefault(fate, 0L);
    }

    /** Ends the trace; fails when the encoder has refused something. */
    byte[] finish(long end) throws IOException {
        finished = true;
        TranslationReport report = translator.finish(Made.at(end));
        if (report.refusalCount() != 0) {
            throw new AssertionError(report.refusals());
        }
        return bytes.toByteArray();
    }

    /** Ends the trace and lets Go read it. */
    ParsedTrace parsed(long end, Path folder) throws IOException {
        if (!finished) {
            finish(end);
        }
        return ParsedTrace.of(Files.write(folder.resolve("live.trace"), bytes.toByteArray()));
    }
}
