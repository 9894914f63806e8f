package dev.jfrtrace.bridge.mapping;

import java.util.Locale;

/** Events that belong together, which users choose by name. */
public enum Family {
    THREADS("starts and ends of threads, runs of virtual ones; always on", true),
    LOCKS("monitors, Object.wait, park, sleep, pinned virtual threads", true),
    IO("sockets and files", true),
    GC("pauses, safepoints, cycles, concurrent phases", true),
    GC_WORKERS("GCPhaseParallel: what each GC worker does in a pause; many events", false),
    HEAP("heap size before and after collections", true),
    ALLOCATION("allocation samples and stalls", true),
    SAMPLES("execution and CPU time samples", true),
    CODE("compilation and class loading", true),
    EXCEPTIONS("exceptions and errors thrown", true),
    CUSTOM("events of the application and its libraries", true),
    OTHER("other events of the JDK, as evidence that their thread ran; always on", true);

    private final String meaning;
    private final boolean onByDefault;

    Family(String meaning, boolean onByDefault) {
        this.meaning = meaning;
        this.onByDefault = onByDefault;
    }

    /** What it holds, for help texts. */
    public String meaning() {
        return meaning;
    }

    public boolean onByDefault() {
        return onByDefault;
    }

    /** Whether users may switch it off: a trace without threads has nothing to show. */
    public boolean isOptional() {
        return this != THREADS && this != OTHER;
    }

    /** The name that users write: {@code gc-workers}. */
    public String optionName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The family of this name, or {@code null}. */
    public static Family named(String optionName) {
        for (Family family : values()) {
            if (family.optionName().equals(optionName)) {
                return family;
            }
        }
        return null;
    }
}
