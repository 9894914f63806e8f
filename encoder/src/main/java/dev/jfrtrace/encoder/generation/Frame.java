package dev.jfrtrace.encoder.generation;

/**
 * A place in a program: function, file, line, and the PC that stands for the three in the whole
 * trace (F4). Made by {@link FrameTable} only. Belongs to one trace and its writing thread: it
 * remembers its string ids in the generation that used it last.
 */
public final class Frame {
    private final long pc;
    private final String function;
    private final String file;
    private final int line;

    private long stringsOf;
    private int functionId;
    private int fileId;

    Frame(long pc, String function, String file, int line) {
        this.pc = pc;
        this.function = function;
        this.file = file;
        this.line = line;
    }

    public long pc() {
        return pc;
    }

    public String function() {
        return function;
    }

    public String file() {
        return file;
    }

    /** 0 when unknown. */
    public int line() {
        return line;
    }

    /** Appends the frame as the stack table wants it, its strings as ids of {@code generation}. */
    void appendTo(ByteSink target, StringTable strings, long generation) {
        if (stringsOf != generation) {
            functionId = strings.id(function);
            fileId = strings.id(file);
            stringsOf = generation;
        }
        target.varint(pc);
        target.varint(functionId);
        target.varint(fileId);
        target.varint(line);
    }

    @Override
    public String toString() {
        return function + " (" + file + ":" + line + ")";
    }
}
