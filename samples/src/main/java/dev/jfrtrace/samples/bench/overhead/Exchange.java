package dev.jfrtrace.samples.bench.overhead;

import java.util.function.ToDoubleFunction;

/**
 * Two slices of two twins: in the first the one runs under a mode and the other under the base, in
 * the second it is the other way round.
 *
 * @param mode of the first slice
 * @param base at the same time
 * @param modeAgain of the second slice, by the twin that had the base before
 * @param baseAgain at the same time
 */
record Exchange(Slice mode, Slice base, Slice modeAgain, Slice baseAgain) {
    /** What one twin has over the other cancels out, and what befalls both in a slice. */
    double ratio(ToDoubleFunction<Slice> figure) {
        return Math.sqrt(
                figure.applyAsDouble(mode)
                        / figure.applyAsDouble(base)
                        * figure.applyAsDouble(modeAgain)
                        / figure.applyAsDouble(baseAgain));
    }
}
