package dev.jfrtrace.encoder.judge;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;

/**
 * The smallest trace that shows something, in bytes that no code of ours has written: a goroutine
 * runs, blocks for 500 ns, is unblocked, runs on and ends. Each part can be damaged alone.
 */
public final class WorkedExample {
    static final String PROC_STATUS = "0d010001";
    static final String GO_STATUS = "190a070102";
    static final String PROCS_CHANGE = "090a0100";
    static final String GO_BLOCK = "14640401";
    static final String GO_UNBLOCK = "15f403070100";
    static final String GO_START = "10140702";
    static final String GO_DESTROY = "11e807";
    static final String PROC_STOP = "0b0a";

    /** What thread 1 does. */
    static final List<String> EVENTS =
            List.of(
                    PROC_STATUS,
                    GO_STATUS,
                    PROCS_CHANGE,
                    GO_BLOCK,
                    GO_UNBLOCK,
                    GO_START,
                    GO_DESTROY,
                    PROC_STOP);

    private static final HexFormat HEX = HexFormat.of();

    /** Generation 1, no thread, time 1000. */
    private static final String TABLE_BATCH = "0101ffffffffffffffffff01e807";

    private static final String FREQUENCY = "088094ebdc03";
    private static final String CLOCK_SNAPSHOT = "3300e80780cae2d006f403";
    private static final String STRINGS =
            "04"
                    + ("050106" + "706f6f6c2d41")
                    + ("050209" + "4d61696e2e6a617661")
                    + ("050309" + "4d61696e2e776f726b")
                    + ("050404" + "73796e63");
    private static final String STACKS = "02" + "030102" + "812003022a" + "8020010201";

    /** Generation 1, thread 1, time 1000. */
    private static final String THREAD_BATCH = "010101e807";

    private WorkedExample() {}

    public static byte[] go122() {
        return go122(EVENTS);
    }

    /** The example with other events of thread 1. */
    static byte[] go122(List<String> events) {
        return trace(22, FREQUENCY, events, "");
    }

    static byte[] go126() {
        return trace(26, "32" + FREQUENCY + CLOCK_SNAPSHOT, EVENTS, "34");
    }

    private static byte[] trace(int minor, String sync, List<String> events, String end) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("go 1." + minor + " trace\0\0\0").getBytes());
        batch(out, TABLE_BATCH, sync);
        batch(out, TABLE_BATCH, STRINGS);
        batch(out, TABLE_BATCH, STACKS);
        batch(out, THREAD_BATCH, String.join("", events));
        out.writeBytes(HEX.parseHex(end));
        return out.toByteArray();
    }

    private static void batch(ByteArrayOutputStream out, String head, String body) {
        byte[] bytes = HEX.parseHex(body);
        if (bytes.length >= 0x80) {
            throw new IllegalArgumentException("size does not fit one byte: " + bytes.length);
        }
        out.writeBytes(HEX.parseHex(head));
        out.write(bytes.length);
        out.writeBytes(bytes);
    }
}
