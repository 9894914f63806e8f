package dev.jfrtrace.encoder.judge;

import java.io.IOException;
import java.util.List;

/**
 * Go's own table of the events of a trace. It lives in a package that only Go itself may import, so
 * a copy of that package is made in a temporary module, and a small program of ours ({@code
 * src/test/go/eventtable}) is run against the copy. Needs no network.
 */
public final class GoEventTable {

    private GoEventTable() {}

    /**
     * The table, a line per event in the order of their numbers:
     *
     * <pre>
     * NUMBER NAME ARGS timed|structural stacks=IDX strings=IDX start=NAME since=VERSION [MARK…]
     * 14 GoCreate dt,new_g,new_stack,stack timed stacks=3,2 strings=- start=- since=1.22
     * </pre>
     *
     * Lists are joined by commas; a dash stands for none. {@code stacks} and {@code strings} are
     * positions in ARGS. {@code since} is the oldest trace header whose table has the event, a dash
     * for experimental ones. Marks: {@code data} (a length and bytes follow the arguments), {@code
     * frames} (four numbers per frame follow), {@code experiment=AllocFree}.
     */
    public static List<String> lines(GoTools tools) {
        try (GoModule module = new GoModule(tools, "eventtable")) {
            module.copyPackage("", "tracev2");
            module.copyPackage("", "version");
            return GoTools.run(module.go("run", "."), GoJudge.LIMIT);
        } catch (IOException e) {
            throw new AssertionError("Go's event table cannot be had: " + e.getMessage(), e);
        }
    }
}
