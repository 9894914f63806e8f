package dev.jfrtrace.bridge.cli.report;

/** Tells what came of the recordings. */
public interface Report {
    /** A recording is done with. */
    void add(Outcome outcome);

    /** There are no more. */
    void finish();
}
