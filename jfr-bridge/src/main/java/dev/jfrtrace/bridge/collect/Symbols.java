package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.encoder.generation.Utf8;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers for texts that recur: class names, reasons, names of event types. 0 is {@code null}.
 * There are as many as distinct texts; beyond {@link #MAX} all new ones share one, which says so.
 */
public final class Symbols {
    static final int MAX = 1 << 20;

    private static final String OVERFLOW = "(too many distinct names)";

    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> texts = new ArrayList<>();

    public Symbols() {
        texts.add(null);
    }

    public int id(String text) {
        if (text == null) {
            return 0;
        }
        Integer known = ids.get(text);
        if (known != null) {
            return known;
        }
        if (Utf8.isTooLong(text)) {
            return id(Utf8.head(text));
        }
        if (texts.size() >= MAX && !text.equals(OVERFLOW)) {
            return id(OVERFLOW);
        }
        ids.put(text, texts.size());
        texts.add(text);
        return texts.size() - 1;
    }

    /** Takes in the texts of others, and tells the number here for each of theirs. */
    int[] adopt(Symbols others) {
        return others.texts.stream().mapToInt(this::id).toArray();
    }

    public String text(long id) {
        return texts.get((int) id);
    }
}
