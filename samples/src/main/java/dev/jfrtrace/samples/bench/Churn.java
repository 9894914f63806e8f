package dev.jfrtrace.samples.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Computes and allocates in bursts, for samples and collections. */
final class Churn {
    private static final int WORDS = 2_000;
    private static final int KEPT_MAPS = 200;

    private Churn() {}

    /** Until the thread is interrupted. */
    static void work(CallChain chain) throws Exception {
        List<Map<String, Integer>> kept = new ArrayList<>(Collections.nCopies(KEPT_MAPS, null));
        while (true) {
            chain.call(() -> kept.set(chain.random(KEPT_MAPS), countWords(chain)));
            chain.call(() -> Thread.sleep(2));
        }
    }

    private static Map<String, Integer> countWords(CallChain chain) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < WORDS; i++) {
            counts.merge("word " + chain.random(WORDS), 1, Integer::sum);
        }
        return counts;
    }
}
