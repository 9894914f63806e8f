package dev.jfrtrace.bridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jfrtrace.bridge.cli.terminal.Interruption;
import dev.jfrtrace.bridge.cli.terminal.Shell;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A run of the command within this process.
 *
 * @param code its exit code
 * @param out what it wrote to standard output
 * @param err what it told on standard error
 */
public record Run(int code, byte[] out, String err) {
    public static Run of(Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return with(out, new Interruption(), false, args);
    }

    public static Run onTerminal(Object... args) {
        return with(new ByteArrayOutputStream(), new Interruption(), true, args);
    }

    /** With bytes on standard input. */
    public static Run fed(byte[] in, Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return with(new ByteArrayInputStream(in), out, new Interruption(), false, args);
    }

    public static Run with(
            OutputStream out, Interruption interruption, boolean terminal, Object... args) {
        return with(InputStream.nullInputStream(), out, interruption, terminal, args);
    }

    private static Run with(
            InputStream in,
            OutputStream out,
            Interruption interruption,
            boolean terminal,
            Object... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream errPrinter = new PrintStream(err, true, StandardCharsets.UTF_8);
        Shell shell = new Shell(in, out, errPrinter, terminal, terminal, interruption);
        String[] words = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
        int code = Main.run(words, shell);
        byte[] bytes = out instanceof ByteArrayOutputStream b ? b.toByteArray() : new byte[0];
        return new Run(code, bytes, err.toString(StandardCharsets.UTF_8));
    }

    /** For comparing traces, which are no text to read in a message. */
    public int hash() {
        return Arrays.hashCode(out);
    }

    public String outText() {
        return new String(out, StandardCharsets.UTF_8);
    }

    public JsonNode json() throws IOException {
        return new ObjectMapper().readTree(err);
    }

    /** The report about the first recording. */
    public JsonNode file() throws IOException {
        return json().get("files").get(0);
    }

    /** The report about the first trace. */
    public JsonNode trace() throws IOException {
        return file().get("traces").get(0);
    }
}
