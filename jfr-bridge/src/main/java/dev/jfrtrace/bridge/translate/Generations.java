package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.encoder.TraceEncoder;
import dev.jfrtrace.encoder.TraceEvents;
import java.io.IOException;

/** Encodes at once, and decides where a generation ends. */
final class Generations implements Encoding {
    /** A generation ends when its events take this many times the bytes of its tables. */
    private static final int WORTH_TABLES = 8;

    private final TraceEncoder encoder;
    private final TranslateOptions options;
    private final int maxStretch;

    /**
     * @param maxStretch at the latest a generation ends when it is this many times as long as asked
     *     for
     */
    Generations(TraceEncoder encoder, TranslateOptions options, int maxStretch) {
        this.encoder = encoder;
        this.options = options;
        this.maxStretch = maxStretch;
    }

    TraceEncoder encoder() {
        return encoder;
    }

    @Override
    public TraceEvents events() {
        return encoder;
    }

    @Override
    public void reach(long time) throws IOException {
        if (isDue(time) && encoder.hasEvents() && encoder.mayCut()) {
            encoder.cut(time);
        }
    }

    /**
     * A generation ends when it is old enough and has events enough to be worth the strings and
     * stacks that the next one must repeat; a quiet program would else write little but tables.
     */
    private boolean isDue(long time) {
        if (encoder.generationBytes() >= options.generationBytes()) {
            return true;
        }
        long age = time - encoder.generationStart();
        return age >= options.generationNanos()
                && (age >= options.generationNanos() * maxStretch
                        || encoder.eventBytes() >= encoder.tableBytes() * WORTH_TABLES);
    }

    @Override
    public boolean close() throws IOException {
        return encoder.close();
    }
}
