package dev.jfrtrace.encoder.judge;

import dev.jfrtrace.encoder.read.text.RawTextReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The traces that Go tests its own reader with, read from the installation. */
public final class GoTestdata {
    /**
     * A trace of Go's.
     *
     * @param name of its file
     * @param text as Go's text grammar has it; {@code null} for one that is stored as bytes
     * @param success whether Go expects to read it well; only known where there is a text
     */
    public record Case(String name, byte[] bytes, String text, boolean success) {}

    private static final Pattern TEST =
            Pattern.compile(
                    "-- expect --\n(SUCCESS|FAILURE [^\n]*)\n-- trace --\n(.*)", Pattern.DOTALL);
    private static final Pattern FUZZ =
            Pattern.compile("go test fuzz v1\n\\[]byte\\((\".*\")\\)\n?", Pattern.DOTALL);

    private GoTestdata() {}

    /** The traces that are texts with an expectation. */
    public static List<Case> tests(GoTools tools) throws IOException {
        List<Case> cases = new ArrayList<>();
        for (Path file : files(tools, "tests")) {
            Matcher matcher = TEST.matcher(Files.readString(file));
            if (!matcher.matches()) {
                throw new IOException(file + " is not as expected");
            }
            String text = matcher.group(2);
            boolean success = matcher.group(1).equals("SUCCESS");
            cases.add(
                    new Case(file.getFileName().toString(), TextTraces.bytes(text), text, success));
        }
        return cases;
    }

    /** The seeds of its fuzz tests. */
    public static List<Case> seeds(GoTools tools) throws IOException {
        List<Case> cases = new ArrayList<>();
        for (Path file : files(tools, "fuzz")) {
            Matcher matcher = FUZZ.matcher(Files.readString(file));
            if (!matcher.matches()) {
                throw new IOException(file + " is not as expected");
            }
            byte[] bytes = unquote(matcher.group(1));
            cases.add(new Case(file.getFileName().toString(), bytes, null, false));
        }
        return cases;
    }

    private static List<Path> files(GoTools tools, String folder) throws IOException {
        Path root = tools.root().resolve("src/internal/trace/testdata").resolve(folder);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
    }

    /** A quoted string is the data of a string in the text grammar; so that reader is at work. */
    private static byte[] unquote(String quoted) throws IOException {
        String text = "Trace Go1.22\nString id=1\n\tdata=" + quoted + "\n";
        try (RawTextReader reader = new RawTextReader(new StringReader(text))) {
            return reader.next().data();
        }
    }
}
