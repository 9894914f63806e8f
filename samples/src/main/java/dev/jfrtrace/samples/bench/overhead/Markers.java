package dev.jfrtrace.samples.bench.overhead;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Messages that can be found again in the bytes of a trace, and how long that took. A message is
 * among the strings of its generation as plain text, and whole: a piece of a trace is a whole
 * batch. One thread sends, another one finds.
 */
final class Markers {
    private static final Pattern MARKER = Pattern.compile("delay-\\d{6}");

    /** When those were sent that were not found yet, in nanoseconds. */
    private final ConcurrentMap<String, Long> pending = new ConcurrentHashMap<>();

    private final Distribution millis = new Distribution();

    /** A text to be sent at once. */
    String send(int number) {
        String text = String.format(Locale.ROOT, "delay-%06d", number);
        pending.put(text, System.nanoTime());
        return text;
    }

    /**
     * @param piece of a trace; its position stays
     * @param now when it came
     */
    void find(ByteBuffer piece, long now) {
        // Every byte is a character of this character set, and ours are the same in UTF-8.
        Matcher matcher = MARKER.matcher(StandardCharsets.ISO_8859_1.decode(piece.duplicate()));
        while (matcher.find()) {
            Long sent = pending.remove(matcher.group());
            if (sent != null) {
                millis.add((now - sent) / 1e6);
            }
        }
    }

    /** How many were sent and not found. */
    int missing() {
        return pending.size();
    }

    /** Of those that were found; to be asked when nobody looks for more. */
    Distribution millis() {
        return millis;
    }
}
