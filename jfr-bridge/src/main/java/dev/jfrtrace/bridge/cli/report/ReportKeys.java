package dev.jfrtrace.bridge.cli.report;

import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.bridge.convert.LostPart;
import dev.jfrtrace.bridge.convert.Oddity;
import dev.jfrtrace.bridge.convert.TraceReport;
import dev.jfrtrace.bridge.mapping.Fate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * THE table of the JSON report: each key, what it means, and where its value comes from. The report
 * is written from it, and docs/REPORT.md is checked against it.
 */
final class ReportKeys {
    /** Rises when a key goes or changes its meaning; not when one is added. */
    static final int SCHEMA = 1;

    /** The document. */
    static final List<Key<List<Outcome>>> DOCUMENT =
            List.of(
                    key("schema", "version of this table: 1", all -> SCHEMA),
                    key("version", "version of jfrtrace", all -> Version.number()),
                    key(
                            "files",
                            "one object for each recording, in the order of the command line",
                            all -> all.stream().map(ReportKeys::file).toList()));

    /** A recording, converted or not. */
    static final List<Key<Outcome>> FILE =
            List.of(
                    key("in", "the recording, as it was named", file -> file.in().toString()),
                    key(
                            "error",
                            "why it failed, as a sentence; null when it did not, and the keys"
                                    + " below are there only then",
                            Outcome::error));

    /** A recording that was converted. */
    static final List<Key<Outcome>> CONVERTED =
            List.of(
                    key(
                            "recordingBytes",
                            "size of the file",
                            file -> file.report().recordingBytes()),
                    key("jvms", "JVMs in it", file -> file.report().jvms()),
                    key("eventsRead", "JFR events of the JVMs converted", Outcome::eventsRead),
                    key(
                            "eventsPerSecond",
                            "eventsRead divided by the two times below",
                            Outcome::eventsPerSecond),
                    key("readNanos", "time that reading took", file -> file.report().readNanos()),
                    key(
                            "translateNanos",
                            "time that translating and writing took",
                            file -> file.report().translateNanos()),
                    key(
                            "temporaryBytes",
                            "most bytes in temporary files",
                            file -> file.report().temporaryBytes()),
                    key(
                            "warnings",
                            "what was wrong with the recording, as sentences",
                            file -> file.report().warnings()),
                    key(
                            "lost",
                            "one object for each part of the recording that could not be read",
                            file ->
                                    file.report().lost().stream()
                                            .map(part -> values(ReportKeys.LOST, part))
                                            .toList()),
                    key(
                            "oddities",
                            "one object for each thing that is odd about its chunks",
                            file ->
                                    file.report().oddities().stream()
                                            .map(odd -> values(ReportKeys.ODDITY, odd))
                                            .toList()),
                    key(
                            "traces",
                            "one object for each trace",
                            file ->
                                    file.report().traces().stream()
                                            .map(trace -> values(ReportKeys.TRACE, trace))
                                            .toList()));

    /** A part of a recording that could not be read. */
    static final List<Key<LostPart>> LOST =
            List.of(
                    key("file", "the file it is in", part -> part.file().toString()),
                    key("offset", "where it starts in the file", LostPart::offset),
                    key(
                            "bytes",
                            "how many it has, or should have; 0 when that cannot be known",
                            LostPart::bytes),
                    key(
                            "from",
                            "when the last event before it began, in UTC; null when unknown",
                            part -> part.from() == null ? null : part.from().toString()),
                    key(
                            "to",
                            "when the first event behind it began; null when there is none",
                            part -> part.to() == null ? null : part.to().toString()),
                    key(
                            "events",
                            "events in it whose type can still be told, by type",
                            part -> new TreeMap<>(part.events())),
                    key("why", "what is wrong there", LostPart::why));

    /** Something odd about a recording's chunks. */
    static final List<Key<Oddity>> ODDITY =
            List.of(
                    key("kind", "what it is, see below", odd -> name(odd.kind())),
                    key("file", "the file of the chunk where it shows", o -> o.file().toString()),
                    key("offset", "where that chunk starts in the file", Oddity::offset),
                    key(
                            "from",
                            "begin of the time that it is about, in UTC",
                            odd -> odd.from().toString()),
                    key("to", "end of that time", odd -> odd.to().toString()),
                    key("text", "what was found, and what was made of it", Oddity::text));

    /** A trace. */
    static final List<Key<TraceReport>> TRACE =
            List.of(
                    key(
                            "out",
                            "the trace; null when it went to a stream",
                            trace -> trace.path() == null ? null : trace.path().toString()),
                    key(
                            "jvm",
                            "process id, @, start in milliseconds since 1970; null when unknown",
                            TraceReport::jvm),
                    key(
                            "chunks",
                            "chunks of the recording that it comes from",
                            TraceReport::chunks),
                    key(
                            "durationNanos",
                            "length of what was translated",
                            TraceReport::durationNanos),
                    key("threads", "threads in the trace", TraceReport::threads),
                    key(
                            "threadsKnown",
                            "threads that the recording names",
                            TraceReport::threadsKnown),
                    key(
                            "threadsFolded",
                            "virtual threads left out by --show-vthreads",
                            TraceReport::threadsFolded),
                    key("generations", "generations in the trace", TraceReport::generations),
                    key(
                            "traceEvents",
                            "timed events and CPU samples in the trace",
                            TraceReport::traceEvents),
                    key("traceBytes", "size of the trace", TraceReport::bytes),
                    key(
                            "bytesPerTraceEvent",
                            "traceBytes divided by traceEvents",
                            trace -> Text.ratio(trace.bytes(), trace.traceEvents())),
                    key("read", "JFR events read: the sum of all fates", TraceReport::eventsRead),
                    key("fates", "for each fate, how many events met it", ReportKeys::fates),
                    key(
                            "events",
                            "for each event type, most frequent first: read, and the fates that"
                                    + " its events met",
                            ReportKeys::events),
                    key(
                            "clippedAtEdge",
                            "events that began before the recording or --from, and are cut there",
                            TraceReport::clippedAtEdge),
                    key("cutStrings", "texts cut to 1,024 bytes", TraceReport::cutStrings),
                    key(
                            "lostBytes",
                            "bytes of events that JFR itself lost, at least so many: some of its reports of"
                                    + " losses are lost, too",
                            TraceReport::lostBytes),
                    key(
                            "hookFailures",
                            "events that are missing since hooks of the agent failed",
                            TraceReport::hookFailures),
                    key(
                            "hidden",
                            "which waits the recording does not show, as sentences",
                            TraceReport::hidden),
                    key(
                            "refusals",
                            "trace events left out by a defect of jfrtrace",
                            TraceReport::refusals),
                    key("refusalTexts", "the first of them", TraceReport::refusalTexts));

    private ReportKeys() {}

    /**
     * A row of the table.
     *
     * @param meaning for docs/REPORT.md
     */
    record Key<T>(String name, String meaning, Function<T, Object> value) {}

    private static <T> Key<T> key(String name, String meaning, Function<T, Object> value) {
        return new Key<>(name, meaning, value);
    }

    /** An object of the report. */
    static <T> Map<String, Object> values(List<Key<T>> keys, T of) {
        Map<String, Object> object = new LinkedHashMap<>();
        keys.forEach(key -> object.put(key.name(), key.value().apply(of)));
        return object;
    }

    private static Map<String, Object> file(Outcome file) {
        Map<String, Object> object = values(FILE, file);
        if (file.isDone()) {
            object.putAll(values(CONVERTED, file));
        }
        return object;
    }

    private static Map<String, Long> fates(TraceReport trace) {
        Map<String, Long> fates = new LinkedHashMap<>();
        for (Fate fate : Fate.values()) {
            fates.put(name(fate), trace.count(fate));
        }
        return fates;
    }

    private static Map<String, Map<String, Long>> events(TraceReport trace) {
        Map<String, Map<String, Long>> events = new LinkedHashMap<>();
        for (EventTable.Row row : EventTable.rows(trace)) {
            Map<String, Long> counts = new LinkedHashMap<>();
            counts.put("read", row.read());
            row.fates().forEach((fate, n) -> counts.put(name(fate), n));
            events.put(row.type(), counts);
        }
        return events;
    }

    /** {@code notUsed}. */
    static String name(Enum<?> constant) {
        StringBuilder name = new StringBuilder();
        for (String word : constant.name().toLowerCase(Locale.ROOT).split("_")) {
            name.append(
                    name.length() == 0
                            ? word
                            : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }
}
