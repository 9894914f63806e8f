package dev.jfrtrace.bridge.cli.recording;

import dev.jfrtrace.bridge.cli.terminal.Shell;
import dev.jfrtrace.bridge.live.FollowedTrace;
import dev.jfrtrace.bridge.record.Session;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The trace that grows while it is recorded, if that is wanted. Whatever becomes of it, the
 * recording goes on, and is converted as a whole when it has ended.
 */
public final class Growth implements AutoCloseable {
    private final Path trace;
    private final Shell shell;
    private FollowedTrace growing;
    private boolean isOver;

    /**
     * Growth that begins with the first {@link #look}.
     *
     * @param trace {@code null} when none is wanted
     */
    public Growth(Path trace, Shell shell) {
        this.trace = trace;
        this.shell = shell;
        this.isOver = trace == null;
    }

    /** Called now and then while it is recorded. */
    void look(Session session) {
        if (isOver) {
            return;
        }
        try {
            growing = growing == null ? session.follow(trace) : growing;
            if (growing != null && growing.failure() != null) {
                giveUp(growing.failure());
            }
        } catch (IOException e) {
            giveUp(e);
        }
    }

    private void giveUp(Throwable why) {
        isOver = true;
        shell.complain(trace + " grows no longer: ", why);
    }

    @Override
    public void close() {
        isOver = true;
        if (growing == null) {
            return;
        }
        try {
            growing.close();
        } catch (IOException e) {
            giveUp(e);
        }
    }
}
