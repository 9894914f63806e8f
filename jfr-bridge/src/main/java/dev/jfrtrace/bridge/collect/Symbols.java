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

    /** Live, texts are kept while the trace lasts. */
    private static final int MAX_PLACES = 4_096;

    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private int places;

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

    /**
     * The same of a file or a peer, of which a program may use any number; 0 for those that come
     * when there are many, and for none.
     */
    int place(String text) {
        if (text == null || text.isEmpty()) {
            return 0;
        }
        String name = Utf8.isTooLong(text) ? Utf8.head(text) : text;
        if (!ids.containsKey(name)) {
            if (places == MAX_PLACES) {
                return 0;
            }
            places++;
        }
        return id(name);
    }

    /** Takes in the texts of others, and tells the number here for each of theirs. */
    int[] adopt(Symbols others) {
        return others.texts.stream().mapToInt(this::id).toArray();
    }

    public String text(long id) {
        return texts.get((int) id);
    }
}
