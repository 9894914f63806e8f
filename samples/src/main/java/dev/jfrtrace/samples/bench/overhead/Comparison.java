package dev.jfrtrace.samples.bench.overhead;

import java.util.function.ToDoubleFunction;

/** A mode against the untraced load, round by round. */
final class Comparison {
    final Distribution throughput = new Distribution();
    final Distribution cpu = new Distribution();
    final Distribution compiling = new Distribution();
    final Distribution p50 = new Distribution();
    final Distribution p99 = new Distribution();
    final Distribution eventsPerSecond = new Distribution();
    final Distribution kilobytesPerSecond = new Distribution();
    final Distribution microsPerEvent = new Distribution();
    private int incomplete;

    /**
     * @param slice of the mode
     * @param before of the untraced load
     * @param after of the untraced load
     */
    void add(Slice slice, Slice before, Slice after) {
        addRatios(figure -> ratio(slice, before, after, figure));
        addOwn(slice);
    }

    void add(Exchange exchange) {
        addRatios(exchange::ratio);
        addOwn(exchange.mode());
        addOwn(exchange.modeAgain());
    }

    private void addRatios(ToDoubleFunction<ToDoubleFunction<Slice>> ratio) {
        throughput.add(ratio.applyAsDouble(s -> s.work().perSecond()));
        cpu.add(ratio.applyAsDouble(Slice::cpuNanos));
        p50.add(ratio.applyAsDouble(s -> s.work().p50Nanos()));
        p99.add(ratio.applyAsDouble(s -> s.work().p99Nanos()));
    }

    private void addOwn(Slice slice) {
        compiling.add(slice.compiling());
        Mode.Recorded recorded = slice.recorded();
        eventsPerSecond.add(recorded.eventsPerSecond());
        kilobytesPerSecond.add(recorded.bytesPerSecond() / 1024);
        microsPerEvent.add(recorded.microsPerEvent());
        incomplete += recorded.complete() ? 0 : 1;
    }

    /** In how many slices something got lost. */
    int incomplete() {
        return incomplete;
    }

    /** Against the mean of both neighbours, so that an even drift cancels out. */
    private static double ratio(
            Slice slice, Slice before, Slice after, ToDoubleFunction<Slice> figure) {
        double untraced = (figure.applyAsDouble(before) + figure.applyAsDouble(after)) / 2;
        return figure.applyAsDouble(slice) / untraced;
    }
}
