package dev.jfrtrace.encoder.read;

/** What has states or ranges. */
public enum ResourceKind {
    /** The trace as a whole. */
    NONE("None"),
    GOROUTINE("Goroutine"),
    PROC("Proc");

    private final String specName;

    ResourceKind(String specName) {
        this.specName = specName;
    }

    /** Go's name. */
    public String specName() {
        return specName;
    }

    @Override
    public String toString() {
        return specName;
    }
}
