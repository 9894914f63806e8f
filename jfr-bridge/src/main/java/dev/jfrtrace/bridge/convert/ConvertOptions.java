package dev.jfrtrace.bridge.convert;

import dev.jfrtrace.bridge.mapping.Family;
import dev.jfrtrace.bridge.mapping.GroupBy;
import dev.jfrtrace.bridge.mapping.ShownVirtualThreads;
import dev.jfrtrace.encoder.TraceEncoder;
import dev.jfrtrace.encoder.format.TraceVersion;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Choices of a conversion. Immutable; {@link #defaults()} is what most users want. */
public final class ConvertOptions {
    /** Length of a generation unless said otherwise: Go's own. */
    public static final Duration DEFAULT_GENERATION = Duration.ofSeconds(1);

    private static final int MAX_DEFAULT_JOBS = 4;

    /** Heap that there should be for each job. */
    private static final long JOB_BYTES = 64 << 20;

    private final TraceVersion format;
    private final TimePoint from;
    private final TimePoint to;
    private final Pattern threads;
    private final ShownVirtualThreads virtualThreads;
    private final Set<Family> families;
    private final GroupBy groupBy;
    private final boolean goReasons;
    private final int jvm;
    private final Duration generation;
    private final int maxRestated;
    private final Reader reader;
    private final int jobs;
    private final Progress progress;

    private ConvertOptions(Builder builder) {
        this.format = builder.format;
        this.from = builder.from;
        this.to = builder.to;
        this.threads = builder.threads;
        this.virtualThreads = builder.virtualThreads;
        this.families = Collections.unmodifiableSet(EnumSet.copyOf(builder.families));
        this.groupBy = builder.groupBy;
        this.goReasons = builder.goReasons;
        this.jvm = builder.jvm;
        this.generation = builder.generation;
        this.maxRestated = builder.maxRestated;
        this.reader = builder.reader;
        this.jobs = builder.jobs;
        this.progress = builder.progress;
    }

    public static ConvertOptions defaults() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    TraceVersion format() {
        return format;
    }

    TimePoint from() {
        return from;
    }

    TimePoint to() {
        return to;
    }

    Pattern threads() {
        return threads;
    }

    ShownVirtualThreads virtualThreads() {
        return virtualThreads;
    }

    Set<Family> families() {
        return families;
    }

    GroupBy groupBy() {
        return groupBy;
    }

    boolean goReasons() {
        return goReasons;
    }

    int jvm() {
        return jvm;
    }

    Duration generation() {
        return generation;
    }

    int maxRestated() {
        return maxRestated;
    }

    Reader reader() {
        return reader;
    }

    int jobs() {
        return jobs;
    }

    Progress progress() {
        return progress;
    }

    /** Collects choices; each has a default. */
    public static final class Builder {
        private TraceVersion format = TraceVersion.GO_1_22;
        private TimePoint from;
        private TimePoint to;
        private Pattern threads;
        private ShownVirtualThreads virtualThreads = ShownVirtualThreads.ALL;
        private Set<Family> families = defaultFamilies();
        private GroupBy groupBy = GroupBy.POOL;
        private boolean goReasons;
        private int jvm;
        private Duration generation = DEFAULT_GENERATION;
        private int maxRestated = TraceEncoder.Options.DEFAULT_MAX_RESTATED;
        private Reader reader = Reader.OWN;
        private int jobs = defaultJobs();
        private Progress progress = (phase, done, total) -> {};

        private Builder() {}

        private static Set<Family> defaultFamilies() {
            Set<Family> on = EnumSet.allOf(Family.class);
            on.removeIf(family -> !family.onByDefault());
            return on;
        }

        /** More than a few hardly help, and each takes memory. */
        private static int defaultJobs() {
            Runtime machine = Runtime.getRuntime();
            long byMemory = Math.max(1, machine.maxMemory() / JOB_BYTES);
            return (int)
                    Math.min(Math.min(MAX_DEFAULT_JOBS, machine.availableProcessors()), byMemory);
        }

        /** The trace's header; 1.22, which all readers take, by default. */
        public Builder format(TraceVersion version) {
            format = Objects.requireNonNull(version);
            return this;
        }

        /** Leaves out what came before; {@code null} for nothing. */
        public Builder from(TimePoint point) {
            from = point;
            return this;
        }

        /** Leaves out what came after; {@code null} for nothing. */
        public Builder to(TimePoint point) {
            to = point;
            return this;
        }

        /** Shows only threads in whose name the pattern is found; {@code null} for all. */
        public Builder threads(Pattern names) {
            threads = names;
            return this;
        }

        /** Which virtual threads to show; {@link ShownVirtualThreads#ALL} by default. */
        public Builder virtualThreads(ShownVirtualThreads which) {
            virtualThreads = Objects.requireNonNull(which);
            return this;
        }

        /** The events to translate; {@link Family#THREADS} and {@link Family#OTHER} always are. */
        public Builder families(Set<Family> chosen) {
            families = EnumSet.of(Family.THREADS, Family.OTHER);
            families.addAll(chosen);
            return this;
        }

        /** What goroutines are named for; {@link GroupBy#POOL} by default. */
        public Builder groupBy(GroupBy by) {
            groupBy = Objects.requireNonNull(by);
            return this;
        }

        /** Block reasons in Go's own words, for viewers that colour by them. */
        public Builder goReasons(boolean inGoWords) {
            goReasons = inGoWords;
            return this;
        }

        /** Converts the file's JVM of this number only, counted from 1; 0 for all. */
        public Builder jvm(int number) {
            if (number < 0) {
                throw new IllegalArgumentException("JVM " + number + ", expected 1 or more");
            }
            jvm = number;
            return this;
        }

        /** Length of a generation; above 0. */
        public Builder generation(Duration length) {
            if (length.isZero() || length.isNegative()) {
                throw new IllegalArgumentException(
                        "generation of " + length + ", expected above 0");
            }
            generation = length;
            return this;
        }

        /** See {@link TraceEncoder.Options#maxRestated()}. */
        public Builder maxRestated(int goroutines) {
            maxRestated = goroutines;
            return this;
        }

        /** What reads the recording; {@link Reader#OWN} by default. */
        public Builder reader(Reader which) {
            reader = Objects.requireNonNull(which);
            return this;
        }

        /**
         * How many threads may work at a time; 1 for the calling thread alone. The trace is the
         * same for any number. By default there are as many as the machine has processors, but no
         * more than four, and no more than the heap has times 64 MB.
         */
        public Builder jobs(int threads) {
            if (threads < 1) {
                throw new IllegalArgumentException(threads + " jobs, expected 1 or more");
            }
            jobs = threads;
            return this;
        }

        /** Hears how far the conversion is, on the converting thread. */
        public Builder progress(Progress listener) {
            progress = Objects.requireNonNull(listener);
            return this;
        }

        public ConvertOptions build() {
            return new ConvertOptions(this);
        }
    }
}
