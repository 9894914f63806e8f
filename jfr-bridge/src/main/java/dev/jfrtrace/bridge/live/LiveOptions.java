package dev.jfrtrace.bridge.live;

import dev.jfrtrace.api.EventFamily;
import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.bridge.convert.ConvertOptions;
import dev.jfrtrace.bridge.mapping.Family;
import dev.jfrtrace.bridge.mapping.GroupBy;
import dev.jfrtrace.bridge.mapping.ShownVirtualThreads;
import dev.jfrtrace.bridge.source.HeapShare;
import dev.jfrtrace.bridge.translate.TranslateOptions;
import dev.jfrtrace.encoder.TraceEncoder;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.write.TraceWriter;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the API's options mean for the stages. */
final class LiveOptions {
    private static final Map<EventFamily, Set<Family>> FAMILIES = families();

    /** What is open is in memory, its texts several times over: less of it in a small heap. */
    private static final long GENERATION_BYTES =
            HeapShare.atMost(TranslateOptions.GENERATION_BYTES, 32);

    private LiveOptions() {}

    private static Map<EventFamily, Set<Family>> families() {
        Map<EventFamily, Set<Family>> table = new EnumMap<>(EventFamily.class);
        table.put(EventFamily.LOCKS, EnumSet.of(Family.LOCKS));
        table.put(EventFamily.IO, EnumSet.of(Family.IO));
        table.put(EventFamily.GC, EnumSet.of(Family.GC, Family.HEAP));
        table.put(EventFamily.ALLOCATION, EnumSet.of(Family.ALLOCATION));
        table.put(EventFamily.SAMPLES, EnumSet.of(Family.SAMPLES));
        table.put(EventFamily.CODE, EnumSet.of(Family.CODE));
        table.put(EventFamily.EXCEPTIONS, EnumSet.of(Family.EXCEPTIONS));
        table.put(EventFamily.CUSTOM, EnumSet.of(Family.CUSTOM));
        return table;
    }

    static TraceVersion version(TraceOptions options) {
        return TraceVersion.valueOf(options.format().name());
    }

    static LiveFeed.Setup setup(TraceOptions options, List<String> hidden, TraceWriter writer) {
        return new LiveFeed.Setup(
                shown(options),
                options.ownThreads(),
                options.holdBack().toNanos(),
                new TranslateOptions(
                        version(options),
                        options.generation().toNanos(),
                        GENERATION_BYTES,
                        TraceEncoder.Options.DEFAULT_MAX_RESTATED,
                        null,
                        virtualThreads(options),
                        GroupBy.POOL,
                        false),
                hidden,
                writer);
    }

    /** For a conversion of what was recorded with them, on the calling thread alone. */
    static ConvertOptions.Builder conversion(TraceOptions options) {
        return ConvertOptions.builder()
                .format(version(options))
                .generation(options.generation())
                .virtualThreads(virtualThreads(options))
                .families(shown(options))
                .jobs(1);
    }

    private static ShownVirtualThreads virtualThreads(TraceOptions options) {
        return options.virtualThreads() ? ShownVirtualThreads.ALL : ShownVirtualThreads.NONE;
    }

    /** Other recordings may record what these options leave out; it is not shown. */
    private static Set<Family> shown(TraceOptions options) {
        Set<Family> shown = EnumSet.noneOf(Family.class);
        for (Family family : Family.values()) {
            if (family.onByDefault()) {
                shown.add(family);
            }
        }
        FAMILIES.forEach(
                (chosen, families) -> {
                    if (Boolean.FALSE.equals(options.family(chosen).enabled())) {
                        shown.removeAll(families);
                    }
                });
        return shown;
    }
}
