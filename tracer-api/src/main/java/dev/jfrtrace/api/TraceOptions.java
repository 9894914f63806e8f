package dev.jfrtrace.api;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a trace records and how it is handed out. Immutable; made by a {@link Builder}, from a
 * {@link Preset} on:
 *
 * <pre>
 * TraceOptions options =
 *         TraceOptions.builder(Preset.LIGHT)
 *                 .threshold(EventFamily.IO, Duration.ofMillis(1))
 *                 .setting("jdk.SocketRead#stackTrace", "false")
 *                 .build();
 * </pre>
 */
public final class TraceOptions {
    /**
     * Choices for one family; {@code null} stands for what the preset says.
     *
     * @param enabled whether it is recorded
     * @param threshold the shortest event that is recorded
     * @param stackTraces whether events carry stacks
     * @param throttle most events of one type in a second, where JFR can throttle the type
     */
    public record FamilyOptions(
            Boolean enabled, Duration threshold, Boolean stackTraces, Integer throttle) {}

    /** All of it, for the sake of {@link #equals}. */
    private record Choices(
            Preset preset,
            Map<EventFamily, FamilyOptions> families,
            Map<String, String> settings,
            TraceFormat format,
            Duration generation,
            Duration holdBack,
            Duration flushInterval,
            long backlogLimit,
            int stackDepth,
            long maxChunkSize,
            boolean ownThreads,
            boolean virtualThreads) {}

    private static final TraceOptions DEFAULTS = builder(Preset.BALANCED).build();

    private final Choices choices;

    private TraceOptions(Choices choices) {
        this.choices = choices;
    }

    /** {@link Preset#BALANCED}, as it is. */
    public static TraceOptions defaults() {
        return DEFAULTS;
    }

    /** Begins with a preset and the defaults that {@link Builder} names. */
    public static Builder builder(Preset preset) {
        return new Builder(preset);
    }

    /** What decides wherever nothing else was chosen. */
    public Preset preset() {
        return choices.preset;
    }

    /** What was chosen for a family; fields are {@code null} where the preset decides. */
    public FamilyOptions family(EventFamily family) {
        return choices.families.get(Objects.requireNonNull(family, "family"));
    }

    /** Further JFR settings, in the order of their choice; see {@link Builder#setting}. */
    public Map<String, String> settings() {
        return choices.settings;
    }

    /** See {@link Builder#format}. */
    public TraceFormat format() {
        return choices.format;
    }

    /** See {@link Builder#generation}. */
    public Duration generation() {
        return choices.generation;
    }

    /** See {@link Builder#holdBack}. */
    public Duration holdBack() {
        return choices.holdBack;
    }

    /** Zero: JFR flushes by itself, once a second. See {@link Builder#flushInterval}. */
    public Duration flushInterval() {
        return choices.flushInterval;
    }

    /** In bytes; see {@link Builder#backlogLimit}. */
    public long backlogLimit() {
        return choices.backlogLimit;
    }

    /** In frames; zero: as the JVM has it. See {@link Builder#stackDepth}. */
    public int stackDepth() {
        return choices.stackDepth;
    }

    /** In bytes; zero: as the JVM has it. See {@link Builder#maxChunkSize}. */
    public long maxChunkSize() {
        return choices.maxChunkSize;
    }

    /** See {@link Builder#ownThreads}. */
    public boolean ownThreads() {
        return choices.ownThreads;
    }

    /** See {@link Builder#virtualThreads}. */
    public boolean virtualThreads() {
        return choices.virtualThreads;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TraceOptions that && choices.equals(that.choices);
    }

    @Override
    public int hashCode() {
        return choices.hashCode();
    }

    @Override
    public String toString() {
        return "TraceOptions: " + choices;
    }

    /**
     * Collects choices; a later one replaces an earlier one. Each method throws {@link
     * NullPointerException} for {@code null} and {@link IllegalArgumentException} for what is out
     * of its range. Not thread-safe.
     */
    public static final class Builder {
        private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);
        private static final long MIB = 1 << 20;

        private final Preset preset;
        private final Map<EventFamily, Boolean> enabled = new EnumMap<>(EventFamily.class);
        private final Map<EventFamily, Duration> thresholds = new EnumMap<>(EventFamily.class);
        private final Map<EventFamily, Boolean> stackTraces = new EnumMap<>(EventFamily.class);
        private final Map<EventFamily, Integer> throttles = new EnumMap<>(EventFamily.class);
        private final Map<String, String> settings = new LinkedHashMap<>();
        private TraceFormat format = TraceFormat.GO_1_22;
        private Duration generation = Duration.ofSeconds(1);
        private Duration holdBack = Duration.ofSeconds(1);
        private Duration flushInterval = Duration.ZERO;
        private long backlogLimit = 256 * MIB;
        private int stackDepth;
        private long maxChunkSize;
        private boolean ownThreads;
        private boolean virtualThreads = true;

        private Builder(Preset preset) {
            this.preset = Objects.requireNonNull(preset, "preset");
        }

        /** Whether the family is recorded at all. */
        public Builder enabled(EventFamily family, boolean on) {
            enabled.put(Objects.requireNonNull(family, "family"), on);
            return this;
        }

        /**
         * The shortest event of the family that is recorded; zero for all. Means nothing to events
         * without a duration.
         */
        public Builder threshold(EventFamily family, Duration shortest) {
            Objects.requireNonNull(family, "family");
            thresholds.put(family, within("threshold", shortest, Duration.ZERO, LONGEST));
            return this;
        }

        /** Whether the family's events carry stacks: most of what an event costs. */
        public Builder stackTraces(EventFamily family, boolean on) {
            stackTraces.put(Objects.requireNonNull(family, "family"), on);
            return this;
        }

        /**
         * Most events of one type in a second, from 0 on. Holds for the types that JFR of this JDK
         * can throttle, and means nothing to others.
         */
        public Builder throttle(EventFamily family, int perSecond) {
            Objects.requireNonNull(family, "family");
            throttles.put(family, within("throttle", perSecond, 0, Integer.MAX_VALUE));
            return this;
        }

        /** Shorthand for {@code enabled(EventFamily.ALLOCATION, on)}. */
        public Builder allocation(boolean on) {
            return enabled(EventFamily.ALLOCATION, on);
        }

        /**
         * Any JFR setting of any event, as {@code jdk.ThreadPark#threshold} to {@code 5 ms}, in
         * JFR's own words; it wins over preset and family. What JFR does not know it ignores.
         *
         * @param name the event's name, {@code #}, and the setting's name
         */
        public Builder setting(String name, String value) {
            Objects.requireNonNull(value, "value");
            int hash = name.indexOf('#');
            if (hash <= 0 || hash == name.length() - 1) {
                throw new IllegalArgumentException(
                        "a setting is named as jdk.ThreadPark#threshold, not " + name);
            }
            settings.put(name, value);
            return this;
        }

        /** The header; {@link TraceFormat#GO_1_22}, the default, is what every reader takes. */
        public Builder format(TraceFormat version) {
            this.format = Objects.requireNonNull(version, "version");
            return this;
        }

        /**
         * How long a generation, the piece that a trace is written and read in, lasts at least:
         * from 10 ms to a minute, by default a second. Short ones come sooner, and repeat more.
         */
        public Builder generation(Duration length) {
            this.generation =
                    within("generation", length, Duration.ofMillis(10), Duration.ofMinutes(1));
            return this;
        }

        /**
         * How long events are held back to be sorted, from 0 to a minute, by default a second:
         * waits up to this length are exact, longer ones are first shown with an unknown reason.
         */
        public Builder holdBack(Duration length) {
            this.holdBack = within("holdBack", length, Duration.ZERO, Duration.ofMinutes(1));
            return this;
        }

        /**
         * Flushes JFR's buffers this often, from 10 ms on, instead of once a second; zero, the
         * default, leaves it to JFR. Needs the JDK's package {@code jdk.jfr.internal} to be open to
         * this library; where it is not, JFR's own second stays, and a note in {@link
         * TraceOutcome#notes} says so.
         */
        public Builder flushInterval(Duration interval) {
            this.flushInterval =
                    Duration.ZERO.equals(interval)
                            ? interval
                            : within("flushInterval", interval, Duration.ofMillis(10), LONGEST);
            return this;
        }

        /** Short generations, hold-back and flush: bytes within about 0.6 s of their events. */
        public Builder lowLatency() {
            return generation(Duration.ofMillis(250))
                    .holdBack(Duration.ofMillis(100))
                    .flushInterval(Duration.ofMillis(50));
        }

        /**
         * Bytes that JFR may hold on disk for a reader that is behind, from 1 MiB on, by default
         * 256 MiB. What JFR deletes beyond that is a gap, counted in {@link TraceOutcome#gaps}.
         */
        public Builder backlogLimit(long bytes) {
            this.backlogLimit = within("backlogLimit", bytes, MIB, Long.MAX_VALUE);
            return this;
        }

        /**
         * Frames per stack, from 1 to 2048; zero, the default, leaves it to JFR, which has 64
         * unless told otherwise. JFR takes it before its first recording in a JVM only; later the
         * trace has JFR's depth, and a note says so.
         */
        public Builder stackDepth(int frames) {
            this.stackDepth = within("stackDepth", frames, 0, 2048);
            return this;
        }

        /**
         * Lets JFR's files grow to this many bytes, from 1 MiB on, before it starts a new one, as
         * {@code jcmd JFR.configure maxchunksize}: on JDK 17 a long burst of events loses up to
         * half of them when a file ends. Zero, the default, leaves it as it is. It holds for all
         * recordings of the JVM and cannot be undone, files on disk grow, and what {@link
         * #backlogLimit} deletes comes in pieces of this size.
         */
        public Builder maxChunkSize(long bytes) {
            this.maxChunkSize = bytes == 0 ? 0 : within("maxChunkSize", bytes, MIB, Long.MAX_VALUE);
            return this;
        }

        /** Whether the tracer's own threads are in the trace; by default they are not. */
        public Builder ownThreads(boolean shown) {
            this.ownThreads = shown;
            return this;
        }

        /**
         * Whether virtual threads are in the trace; by default they are. Of a program that makes
         * hundreds of thousands no viewer shows anything. Those left out are counted in a note of
         * {@link TraceOutcome#notes}; their tasks, regions and logs are left out with them.
         */
        public Builder virtualThreads(boolean shown) {
            this.virtualThreads = shown;
            return this;
        }

        /** The options so far; the builder can go on. */
        public TraceOptions build() {
            return new TraceOptions(
                    new Choices(
                            preset,
                            families(),
                            Collections.unmodifiableMap(new LinkedHashMap<>(settings)),
                            format,
                            generation,
                            holdBack,
                            flushInterval,
                            backlogLimit,
                            stackDepth,
                            maxChunkSize,
                            ownThreads,
                            virtualThreads));
        }

        private Map<EventFamily, FamilyOptions> families() {
            Map<EventFamily, FamilyOptions> families = new EnumMap<>(EventFamily.class);
            for (EventFamily family : EventFamily.values()) {
                families.put(
                        family,
                        new FamilyOptions(
                                enabled.get(family),
                                thresholds.get(family),
                                stackTraces.get(family),
                                throttles.get(family)));
            }
            return families;
        }

        private static <T extends Comparable<T>> T within(String what, T value, T least, T most) {
            Objects.requireNonNull(value, what);
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                throw new IllegalArgumentException(
                        what + " must be from " + least + " to " + most + ", not " + value);
            }
            return value;
        }
    }
}
