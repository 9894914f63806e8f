package dev.jfrtrace.samples.bench.overhead;

import dev.jfrtrace.api.Tracer;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads a trace to its end, on a thread of its own. */
final class TraceDrain {
    private final Tracer tracer;
    private final Target target;
    private final Thread thread;

    /** Written by the thread, read when it has ended. */
    private Exception failure;

    /** Takes each piece of the trace, which is valid until it returns. */
    interface Target {
        void take(ByteBuffer piece) throws IOException;
    }

    TraceDrain(Tracer tracer, Target target) {
        this.tracer = tracer;
        this.target = target;
        // Named as the tracer's own, since it is part of what a trace costs.
        thread = new Thread(this::read, Cpu.TRACER_THREADS + "benchmark reader");
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try {
            for (ByteBuffer piece; (piece = tracer.readTrace()) != null; ) {
                target.take(piece);
            }
        } catch (IOException | InterruptedException e) {
            failure = e;
        }
    }

    /** When the trace has been stopped. */
    void await() throws IOException, InterruptedException {
        thread.join();
        if (failure != null) {
            throw new IOException("the trace was not read to its end", failure);
        }
    }
}
