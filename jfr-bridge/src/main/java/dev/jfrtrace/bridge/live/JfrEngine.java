package dev.jfrtrace.bridge.live;

import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.encoder.write.UnitSink;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Makes traces from what JFR records of this JVM. */
final class JfrEngine implements Engine {
    /** Numbers the traces of this copy of the class; the time keeps those of other copies apart. */
    private static final AtomicLong NEXT = new AtomicLong(System.currentTimeMillis() << 20);

    private final LongSupplier freeBytes;

    JfrEngine() {
        this(new FreeSpace());
    }

    /**
     * @param freeBytes tells how much is left where JFR writes its files
     */
    JfrEngine(LongSupplier freeBytes) {
        this.freeBytes = freeBytes;
    }

    @Override
    public Run start(TraceOptions options, UnitSink sink, Listener listener) {
        Availability.require();
        return CallersLoader.without(() -> start(options, sink, listener, NEXT.getAndIncrement()));
    }

    private Run start(TraceOptions options, UnitSink sink, Listener listener, long trace) {
        JfrRun run = new JfrRun(trace, options, freeBytes, sink, listener);
        run.start();
        return run;
    }
}
