package dev.jfrtrace.samples.bench.overhead;

/** Nobody watches. As a mode to be compared with itself it shows what the machine's noise is. */
record Untraced() implements Mode {
    @Override
    public String name() {
        return UNTRACED;
    }

    @Override
    public Watch start() {
        return new Watch() {
            @Override
            public void begin() {
                // Nothing to begin.
            }

            @Override
            public Recorded end() {
                return Recorded.NOTHING;
            }
        };
    }
}
