package dev.jfrtrace.bridge.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes wrong, there is a sentence with a name in front. */
class FailureTest {
    static Stream<Arguments> failures() {
        String temporary = System.getProperty("java.io.tmpdir");
        return Stream.of(
                arguments(
                        new IOException("No space left on device"),
                        "in.jfr: No space left on device (reading it, writing out.trace, or"
                                + " temporary files in "
                                + temporary
                                + ")"),
                arguments(
                        new AccessDeniedException("/x/out.trace.part"),
                        "/x/out.trace: permission denied"),
                arguments(new NoSuchFileException("/x/y"), "/x/y: no such file or folder"),
                arguments(
                        new FileSystemException("/x/y", null, "Too many open files"),
                        "/x/y: Too many open files"),
                arguments(new FileSystemException(null), "in.jfr: FileSystemException"),
                arguments(
                        new OutputException("standard output", new IOException("gone")),
                        "standard output: gone"),
                arguments(
                        new IllegalStateException("odd"),
                        "in.jfr: internal error (java.lang.IllegalStateException: odd); please"
                                + " report it, with what java -Djfrtrace.debug=true -jar jfrtrace.jar"
                                + " ... prints"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void isASentence(Throwable failure, String sentence) {
        assertThat(Failure.sentence(Path.of("in.jfr"), "out.trace", failure)).isEqualTo(sentence);
    }

    @ParameterizedTest
    @MethodSource("memory")
    void ofMemoryIsNoDefect(Throwable error, String start) {
        assertThat(Failure.sentence(Path.of("in.jfr"), "out.trace", error)).startsWith(start);
    }

    private static void fail(Error error) {
        throw error;
    }

    static Stream<Arguments> memory() {
        Error one = new OutOfMemoryError("Java heap space");
        return Stream.of(
                arguments(
                        catchThrowable(
                                () -> {
                                    try (AutoCloseable file = () -> fail(one)) {
                                        assertThat(file).isNotNull();
                                        fail(one);
                                    }
                                }),
                        "in.jfr: out of memory with a heap of "),
                arguments(
                        new OutOfMemoryError("Java heap space"),
                        "in.jfr: out of memory with a heap of "),
                arguments(new StackOverflowError(), "in.jfr: internal error ("));
    }
}
