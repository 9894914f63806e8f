package dev.jfrtrace.encoder.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Traces of a real Go program, made when they are asked for; {@code src/test/go/busy}. */
public final class GoPrograms implements AutoCloseable {
    /** What the program can be told to do. */
    public static final List<String> KINDS =
            List.of(
                    "web",
                    "garbage",
                    "goroutines",
                    "syscalls",
                    "tasks",
                    "samples",
                    "coroutines",
                    "channels",
                    "timers",
                    "procs");

    private final GoModule module;
    private final Path program;

    /** Compiles the program. */
    public GoPrograms(GoTools tools) throws IOException {
        module = new GoModule(tools, "busy");
        program = module.build();
    }

    /** The trace of a program at work; its header has the version of the Go installed. */
    public byte[] trace(String kind) throws IOException {
        Path trace = module.folder().resolve(kind + ".trace");
        ProcessBuilder builder = new ProcessBuilder(program.toString(), kind);
        builder.redirectOutput(trace.toFile());
        GoTools.run(builder, GoJudge.LIMIT);
        return Files.readAllBytes(trace);
    }

    @Override
    public void close() throws IOException {
        module.close();
    }
}
