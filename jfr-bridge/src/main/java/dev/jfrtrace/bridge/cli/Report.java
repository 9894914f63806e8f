package dev.jfrtrace.bridge.cli;

/** Tells what came of the recordings. */
interface Report {
    /** A recording is done with. */
    void add(Outcome outcome);

    /** There are no more. */
    void finish();
}
