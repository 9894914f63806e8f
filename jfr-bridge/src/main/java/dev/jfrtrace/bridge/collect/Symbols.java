package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.encoder.generation.Utf8;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Numbers for texts that recur: class names, reasons, names of event types. 0 is {@code null}.
 * There are as many as distinct texts; beyond {@link #MAX} all new ones share one, which says so.
 */
public final class Symbols {
    static final int MAX = 1 << 20;

    private static final String OVERFLOW = "(too many distinct names)";

    /** Live, texts are kept while the trace lasts. */
    private static final int MAX_PLACES = 4_096;

    /** Of all chunks together, so that they leave room for names of other things. */
    static final int MAX_ADOPTED_PLACES = 1 << 16;

    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> texts = new ArrayList<>();

    /** The numbers of places that are nothing else. */
    private final BitSet places = new BitSet();

    private int placeCount;

    public Symbols() {
        texts.add(null);
    }

    public int id(String text) {
        if (text == null) {
            return 0;
        }
        Integer known = ids.get(text);
        if (known != null) {
            places.clear(known);
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
        return place(text, MAX_PLACES);
    }

    private int place(String text, int most) {
        if (text == null || text.isEmpty()) {
            return 0;
        }
        String name = Utf8.isTooLong(text) ? Utf8.head(text) : text;
        Integer known = ids.get(name);
        if (known != null) {
            return known;
        }
        if (placeCount >= most) {
            return 0;
        }
        placeCount++;
        int id = id(name);
        places.set(id);
        return id;
    }

    /** Takes in the texts of others, and tells the number here for each of theirs. */
    int[] adopt(Symbols others) {
        return IntStream.range(0, others.texts.size()).map(i -> adopt(others, i)).toArray();
    }

    private int adopt(Symbols others, int id) {
        String text = others.texts.get(id);
        return others.places.get(id) ? place(text, MAX_ADOPTED_PLACES) : id(text);
    }

    public String text(long id) {
        return texts.get((int) id);
    }
}
