package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.translate.Made.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.mapping.Field;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records of all kinds that contradict each other, come late or never: the encoder refuses nothing,
 * and Go reads the trace.
 */
class LiveChaosTest {
    private static final JfrMapping[] ROWS = JfrMapping.values();
    private static final String[] WORDS = {
        "a", "b", "WAITING", "BLOCKED", "STATE_RUNNABLE", "PARKING", "YIELDING", "TERMINATED"
    };

    @TempDir private Path folder;

    private Random random;
    private LiveScript script;
    private long now;
    private final List<Long> threads = new ArrayList<>();
    private final Set<Long> virtual = new HashSet<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 7, 12, 15, 20, 51, 101, 149, 499, 544, 639, 730, 797})
    void nothingIsRefusedAndGoReadsIt(long seed) throws IOException {
        random = new Random(seed);
        script = new LiveScript((1 + random.nextInt(1_000)) * MS);
        makeThreads();
        for (int i = 0; i < 3_000; i++) {
            act();
        }
        assertThat(script.parsed(now, folder).events()).isNotEmpty();
    }

    private void makeThreads() {
        for (int i = 0; i < 10; i++) {
            boolean isVm = i == 9;
            boolean sharesOsId = random.nextInt(4) == 0;
            threads.add(
                    script.thread(
                            isVm ? "GC Thread#" + i : "t-" + i,
                            isVm ? 0 : i + 1,
                            sharesOsId ? 777 : 1_000 + i));
        }
        threads.add(script.thread("VM Thread", 0, 5_000));
        for (int i = 0; i < 4; i++) {
            long added = script.virtualThread("", 40 + i);
            threads.add(added);
            virtual.add(added);
        }
        for (long thread : threads) {
            if (random.nextInt(3) == 0 && !virtual.contains(thread)) {
                script.introduce(thread, any(BlockReason.values()), "app.Main.wait");
            }
        }
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private void act() throws IOException {
        switch (random.nextInt(40)) {
            case 0:
            case 1:
                now += (long) (random.nextDouble() * 200 * MS);
                script.advance(now - random.nextInt(300) * MS);
                break;
            case 2:
                if (random.nextInt(10) == 0) {
                    gap();
                }
                break;
            default:
                now += random.nextInt((int) MS);
                record();
        }
    }

    private void gap() throws IOException {
        long to = now + random.nextInt(2_000) * MS;
        script.bridge(now - random.nextInt(100) * MS, to, i -> !virtual.contains(i));
        script.translator().forgetEnded(virtual::contains);
        now = to;
        if (random.nextBoolean()) {
            script.translator().endMissing(i -> i % 3 != 0);
        }
    }

    private void record() throws IOException {
        JfrMapping row = any(ROWS);
        boolean isEnd = row == JfrMapping.THREAD_END;
        if (isEnd && random.nextInt(10) != 0) {
            return;
        }
        LiveScript.Coming record = script.comes(row);
        if (random.nextInt(20) != 0) {
            record.on(anyThread());
        }
        if (random.nextBoolean()) {
            record.in("app.Main.m" + random.nextInt(5));
        }
        for (int i = 0; i < row.fields().size(); i++) {
            fill(record, i, row.fields().get(i).kind());
        }
        record.saying(random.nextBoolean() ? "text" : null);
        long back = random.nextInt(5) == 0 ? random.nextInt(2_000) * MS : random.nextInt(1 << 20);
        long start = now - back;
        long length = random.nextInt(3) == 0 ? 0 : random.nextInt(1 << random.nextInt(30));
        record.from(start, start + length);
    }

    private long anyThread() {
        return threads.get(random.nextInt(threads.size()));
    }

    private void fill(LiveScript.Coming record, int slot, Field.Kind kind) {
        switch (kind) {
            case NUMBER:
                record.with(slot, random.nextInt(6));
                break;
            case FLAG:
                record.with(slot, random.nextInt(2));
                break;
            case THREAD:
                record.with(slot, random.nextBoolean() ? -1 : anyThread());
                break;
            default:
                record.with(slot, any(WORDS));
        }
    }
}
