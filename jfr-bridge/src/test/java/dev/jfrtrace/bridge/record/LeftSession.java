package dev.jfrtrace.bridge.record;

import java.nio.file.Path;
import java.util.List;

/** A session whose JVMs are gone: what they left in their folders is all there is. */
final class LeftSession extends Session {
    private final long pid;
    private final List<Path> repositories;

    /**
     * @param pid of whoever wrote a folder
     */
    LeftSession(Workplace workplace, long pid, Path... repositories) {
        super(workplace);
        this.pid = pid;
        this.repositories = List.of(repositories);
    }

    @Override
    public ProcessHandle process() {
        return ProcessHandle.current();
    }

    @Override
    List<ProcessHandle> jvms() {
        return List.of();
    }

    @Override
    List<Path> repositories() {
        return repositories;
    }

    @Override
    long pidOf(Path repository) {
        return pid;
    }
}
