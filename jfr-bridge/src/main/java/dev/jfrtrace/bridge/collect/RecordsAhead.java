package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.parallel.Exchange;
import dev.jfrtrace.bridge.parallel.Result;
import dev.jfrtrace.bridge.parallel.Workers;
import java.io.IOException;

/** Records that a worker merges, some batches ahead of whoever asks for them. */
public final class RecordsAhead implements Records {
    private static final int BATCHES = 4;

    /** Records, as many as there is room for but at the end; an empty batch is the end. */
    private static final class Batch {
        private final JfrRecord[] records = new JfrRecord[512];
        private int count;

        Batch() {
            for (int i = 0; i < records.length; i++) {
                records[i] = new JfrRecord();
            }
        }

        void fill(Records from) throws IOException {
            count = 0;
            while (count < records.length) {
                JfrRecord next = from.next();
                if (next == null) {
                    return;
                }
                records[count++].set(next);
            }
        }
    }

    private final Exchange<Batch> batches = new Exchange<>(BATCHES, Batch::new);
    private final Result<Void> filling;
    private Batch batch;
    private int at;

    /**
     * Begins to read.
     *
     * @param records belong to the worker from now on
     */
    public RecordsAhead(Records records, Workers workers) throws IOException {
        filling = workers.start(() -> fill(records));
        batch = batches.takeFull(filling);
    }

    private Void fill(Records records) throws IOException, InterruptedException {
        Batch next;
        do {
            next = batches.takeEmpty();
            next.fill(records);
            batches.giveFull(next);
        } while (next.count > 0);
        return null;
    }

    @Override
    public JfrRecord next() throws IOException {
        if (at == batch.count) {
            if (at == 0) {
                return null;
            }
            batches.giveEmpty(batch);
            batch = batches.takeFull(filling);
            at = 0;
            return next();
        }
        return batch.records[at++];
    }
}
