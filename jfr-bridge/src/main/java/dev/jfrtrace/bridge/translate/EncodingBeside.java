package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.bridge.parallel.Exchange;
import dev.jfrtrace.bridge.parallel.Result;
import dev.jfrtrace.bridge.parallel.Workers;
import dev.jfrtrace.encoder.Tape;
import dev.jfrtrace.encoder.TapeRecorder;
import dev.jfrtrace.encoder.TraceEvents;
import java.io.IOException;

/**
 * Has a worker encode, to whom the generations and their encoder belong until the trace is closed.
 * What is handed over is the events as they come, and the times at which a generation may end: so
 * the worker decides as the translating thread itself would, and the bytes are the same.
 */
final class EncodingBeside implements Encoding {
    private static final int TAPES = 4;

    private final TapeRecorder events = new TapeRecorder();
    private final Exchange<Tape> tapes = new Exchange<>(TAPES, Tape::new);
    private final Generations generations;
    private final Result<Boolean> encoding;

    EncodingBeside(Generations generations, Workers workers) {
        this.generations = generations;
        this.encoding = workers.start(this::encode);
    }

    /** An empty tape is the last. */
    private Boolean encode() throws IOException, InterruptedException {
        Tape tape = tapes.takeFull();
        while (!tape.isEmpty()) {
            tape.playTo(generations.encoder(), generations::reach);
            tapes.giveEmpty(tape);
            tape = tapes.takeFull();
        }
        return generations.close();
    }

    @Override
    public TraceEvents events() {
        return events;
    }

    @Override
    public void reach(long time) throws IOException {
        if (events.isFull()) {
            handOver();
        }
        events.mark(time);
    }

    private void handOver() throws IOException {
        tapes.giveFull(events.change(tapes.takeEmpty(encoding)));
    }

    @Override
    public boolean close() throws IOException {
        handOver();
        handOver();
        return encoding.get(() -> {});
    }
}
