package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.translate.Made.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.mapping.Fate;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who took next to nothing of the CPUs did not run, whatever it said now and then. */
class LittleCpuTest extends CpuFixture {
    /** Between two such words it is shown running, as long as nothing speaks against it. */
    private void actEvery50Millis(int thread, long from, long to) {
        for (long at = from; at <= to; at += 50) {
            recording.event("test.Act").at(at * MS).on(threads.get(thread));
        }
    }

    @Test
    void whoHasNoLoadWhereOthersHaveDidNextToNothing() throws IOException {
        actEvery50Millis(0, 500, 2_500);
        sweep(1_000);
        sweep(2_000);
        cpus();
        Made made = Made.of(recording, folder);
        assertThat(at(made, 0, 1_525)).isEqualTo("Waiting");
        assertThat(at(made, 0, 2_225)).as("nobody looked").isEqualTo("Running");
        assertThat(made.count("ThreadCPULoad", Fate.EVIDENCE)).isEqualTo(4);
        assertThat(made.count("ThreadCPULoad", Fate.NO_THREAD)).isZero();
    }

    /** The machine had something left to give. */
    private void idleMachine(long at) {
        recording.event("CPULoad").at((at - 1_000) * MS).with("machineTotal", 0.3);
        recording.event("CPULoad").at(at * MS).with("machineTotal", 0.3);
    }

    /** Nor does it say anything where nobody knows what others took. */
    @Test
    void whoTookLittleOfAnUnknownMachineMayHaveWantedMore() throws IOException {
        actEvery50Millis(0, 500, 1_900);
        load(1_000, 0, 0.0025);
        load(2_000, 0, 0.0025);
        cpus();
        assertThat(at(Made.of(recording, folder), 0, 1_525)).isEqualTo("Running");
    }

    @Test
    void whoTookLittleDidNotRunForLonger() throws IOException {
        actEvery50Millis(0, 500, 1_900);
        actEvery50Millis(1, 1_500, 1_550);
        load(1_000, 0, 0.0025);
        load(1_000, 1, 0.01);
        load(2_000, 0, 0.0025);
        load(2_000, 1, 0.01);
        idleMachine(2_000);
        cpus();
        Made made = Made.of(recording, folder);
        assertThat(at(made, 0, 1_525)).as("10 ms").isEqualTo("Waiting");
        assertThat(at(made, 1, 1_525)).as("40 ms").isEqualTo("Running");
    }

    /** Nor for many times as long, in pieces, however small. */
    @ParameterizedTest
    @ValueSource(longs = {10 * MS, MS * 9 / 10})
    void whatWasTakenIsSpentOnce(long step) throws IOException {
        for (long at = 1_000 * MS; at < 2_000 * MS; at += step) {
            recording.event("test.Act").at(at).on(threads.get(0));
        }
        load(1_000, 0, 0.0125);
        load(2_000, 0, 0.0125);
        idleMachine(2_000);
        cpus();
        assertThat(ran(1_000, 2_000)).isBetween(50 * MS, 2 * 50 * MS);
    }

    /** How long the first thread is shown running between two times. */
    private long ran(long from, long to) throws IOException {
        return Made.of(recording, folder).trace().spans(10, "Running").stream()
                .mapToLong(
                        span ->
                                Math.min(span.to(), Made.at(to * MS))
                                        - Math.max(span.from(), Made.at(from * MS)))
                .filter(length -> length > 0)
                .sum();
    }

    private void sampleEvery(long millis, long period) {
        for (long at = 500; at < 2_500; at += millis) {
            recording
                    .event("CPUTimeSample")
                    .at(at * MS)
                    .on(threads.get(0))
                    .with("samplingPeriod", period * MS);
        }
    }

    /** Such a sample stands for a period since the one before, and not for all that is between. */
    @Test
    void samplesByCpuTimeTellHowMuchWasTaken() throws IOException {
        sampleEvery(50, 10);
        idleMachine(1_000);
        idleMachine(2_000);
        assertThat(ran(1_000, 2_000)).isBetween(150 * MS, 2 * 200 * MS);
    }

    @Test
    void whoIsSampledAsOftenAsCanBeRan() throws IOException {
        sampleEvery(11, 10);
        idleMachine(1_000);
        idleMachine(2_000);
        assertThat(ran(1_000, 2_000)).isGreaterThan(990 * MS);
    }

    /** It is no less often on a CPU than others let it. */
    @Test
    void whoIsSampledOnAFullMachineMayHaveWantedMore() throws IOException {
        sampleEvery(50, 10);
        recording.event("CPULoad").at(500 * MS).with("machineTotal", 0.99);
        recording.event("CPULoad").at(1_500 * MS).with("machineTotal", 0.99);
        assertThat(ran(1_000, 2_000)).isGreaterThan(990 * MS);
    }

    /** Where others took everything it may have waited for a CPU. */
    @Test
    void whoTookLittleOfAFullMachineMayHaveWantedMore() throws IOException {
        actEvery50Millis(0, 500, 1_900);
        fullMachine(0.04);
        assertThat(at(Made.of(recording, folder), 0, 1_525)).isEqualTo("Running");
    }

    /** The scheduler would have given it about as much as it gave to others. */
    @Test
    void whoTookMuchLessOfAFullMachineThanIsUsualDidNotRunForLonger() throws IOException {
        actEvery50Millis(0, 500, 1_900);
        fullMachine(0.0025);
        assertThat(ran(1_000, 2_000)).isLessThan(150 * MS);
    }

    /** One thread gets a whole CPU, and the first one so much of the four. */
    private void fullMachine(double first) {
        load(1_000, 0, first);
        load(1_000, 1, 0.24);
        load(2_000, 0, first);
        load(2_000, 1, 0.24);
        recording.event("CPULoad").at(1_000 * MS).with("machineTotal", 0.99);
        recording.event("CPULoad").at(2_000 * MS).with("machineTotal", 0.99);
        cpus();
    }

    /** JFR writes of a thread that ends as well, and of it alone. */
    @Test
    void theLoadOfAThreadThatEndsSaysNothingOfOthers() throws IOException {
        actEvery50Millis(0, 500, 2_500);
        sweep(1_000);
        recording.event("ThreadEnd").at(2_000 * MS).on(threads.get(5));
        load(2_000, 5, 0.05);
        cpus();
        assertThat(at(Made.of(recording, folder), 0, 1_525)).isEqualTo("Running");
    }

    @Test
    void aLoadMayBeAmongWhatIsLost() throws IOException {
        actEvery50Millis(0, 500, 2_500);
        sweep(1_000);
        sweep(2_000);
        recording.event("DataLoss").at(1_500 * MS).with("amount", 8L).with("total", 8L);
        cpus();
        assertThat(at(Made.of(recording, folder), 0, 1_525)).isEqualTo("Running");
    }

    @Test
    void dumpsTellWhoTookLittleToo() throws IOException {
        actEvery50Millis(0, 200, 2_500);
        recording.event("ThreadDump").at(300 * MS).with("result", dump("50.25"));
        recording.event("ThreadDump").at(2_300 * MS).with("result", dump("60.25"));
        idleMachine(2_300);
        cpus();
        Made made = Made.of(recording, folder);
        assertThat(at(made, 0, 1_025)).isEqualTo("Waiting");
        assertThat(at(made, 0, 2_425)).isEqualTo("Running");
    }
}
