package dev.jfrtrace.bridge.export;

/**
 * A row of a viewer.
 *
 * @param section the group of rows that it belongs to
 * @param number its own; no other row has it
 */
record Track(Section section, int number) {
    /** Groups of rows, which viewers take for processes. */
    enum Section {
        THREADS("Threads"),
        COLLECTOR("Stops and garbage collection"),
        /** Threads of the machine, for what happens on no goroutine. */
        MACHINE("Threads without a goroutine");

        private final String title;

        Section(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        int number() {
            return ordinal() + 1;
        }
    }
}
