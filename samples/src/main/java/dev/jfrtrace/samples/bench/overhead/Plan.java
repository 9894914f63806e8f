package dev.jfrtrace.samples.bench.overhead;

import java.util.ArrayList;
import java.util.List;

/** What is measured after what. */
final class Plan {
    private Plan() {}

    /**
     * {@code untraced, X, untraced, Y, untraced, …}: each mode stands between two slices of the
     * untraced load, which it is compared with. Each round begins one mode further than the last:
     * whoever suffers from what was before, it is another one each time.
     *
     * @param modes each once in a round
     */
    static <T> List<T> interleaved(T untraced, List<T> modes, int rounds) {
        List<T> plan = new ArrayList<>(List.of(untraced));
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < modes.size(); i++) {
                plan.add(modes.get((i + round) % modes.size()));
                plan.add(untraced);
            }
        }
        return plan;
    }
}
