package dev.jfrtrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jfrtrace.api.TraceOutcome.End;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A trace into a file or a stream, of a tracer that gives what a test says. */
@Timeout(120)
class TraceStartTest {
    private final FakeTracer tracer = FakeTracer.INSTANCE;

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("out.trace");
    }

    @AfterEach
    void leaveNothing() throws InterruptedException {
        tracer.startFailure = null;
        assertThat(tracer.isTracing()).isFalse();
        awaitNoWriter();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }

    /** Returns when so many bytes are in the file. */
    private void awaitSize(long bytes) throws Exception {
        while (Files.size(file) != bytes) {
            Thread.sleep(1);
        }
    }

    @Test
    void aFileHasTheWholeTrace() throws Exception {
        try (Trace trace = Trace.start(file)) {
            assertThat(tracer.isTracing()).isTrue();
            assertThat(threads()).contains("jfrtrace writer");
            tracer.give((byte) 1, (byte) 2);
            tracer.give(new byte[100_000]);
            assertThat(trace.outcome().end()).isEqualTo(End.RUNNING);
        }
        byte[] whole = new byte[100_003];
        whole[0] = 1;
        whole[1] = 2;
        whole[100_002] = FakeTracer.LAST[0];
        assertThat(file).hasBinaryContent(whole);
    }

    @Test
    void theFileIsWrittenInPlaceAndAsItComes() throws Exception {
        Trace trace = Trace.start(file);
        tracer.give((byte) 1, (byte) 2);
        awaitSize(2);
        assertThat(file).hasBinaryContent(new byte[] {1, 2});
        trace.close();
    }

    @Test
    void aFileThatExistsIsReplaced() throws Exception {
        Files.writeString(file, "what was there before");
        Trace.start(file).close();
        assertThat(file).hasBinaryContent(FakeTracer.LAST);
    }

    /** For whoever reads at the other end, as a viewer that is started with it. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aPipeGetsTheTraceAsAFileDoes() throws Exception {
        new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
        CompletableFuture<byte[]> read =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return Files.readAllBytes(file);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
        Trace.start(file).close();
        assertThat(read.get()).isEqualTo(FakeTracer.LAST);
    }

    @Test
    void whenTracingCannotStartTheFileIsAsItWas() throws Exception {
        tracer.startFailure = new TracingActiveException("on already");
        assertThatThrownBy(() -> Trace.start(file)).isSameAs(tracer.startFailure);
        assertThat(file).doesNotExist();

        Files.writeString(file, "what was there before");
        assertThatThrownBy(() -> Trace.start(file)).isSameAs(tracer.startFailure);
        assertThat(file).hasContent("what was there before");
    }

    @Test
    void whenTheFileCannotBeOpenedTracingDoesNotStart() {
        Path nowhere = folder.resolve("no/such.trace");
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> Trace.start(nowhere));
        assertThat(tracer.isTracing()).isFalse();
    }

    @Test
    void argumentsMustBeThere() {
        assertThatNullPointerException().isThrownBy(() -> Trace.start((Path) null));
        assertThatNullPointerException().isThrownBy(() -> Trace.start((OutputStream) null));
        assertThatNullPointerException().isThrownBy(() -> Trace.start(file, null));
        assertThat(file).doesNotExist();
    }

    @Test
    void theOptionsReachTheTracer() throws Exception {
        TraceOptions options = TraceOptions.builder(Preset.FULL).build();
        Trace.start(file, options).close();
        assertThat(tracer.options).isSameAs(options);
        Trace.start(new ByteArrayOutputStream()).close();
        assertThat(tracer.options).isSameAs(TraceOptions.defaults());
    }

    @Test
    void aStreamIsFlushedAndStaysOpen() throws Exception {
        StringBuilder calls = new StringBuilder();
        OutputStream out =
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        calls.append(b).append(' ');
                    }

                    @Override
                    public void flush() {
                        calls.append("flush ");
                    }

                    @Override
                    public void close() {
                        calls.append("close ");
                    }
                };
        Trace trace = Trace.start(out);
        tracer.give((byte) 1);
        trace.close();
        assertThat(calls).hasToString("1 99 flush ");
    }

    @Test
    void closingTwiceDoesNothing() throws Exception {
        Trace trace = Trace.start(file);
        trace.close();
        Trace.start(folder.resolve("next.trace"));
        trace.close();
        assertThat(tracer.isTracing()).isTrue();
        assertThat(trace.outcome().end()).isEqualTo(End.STOPPED);
        tracer.stopTrace();
        awaitNoWriter();
    }

    private static void awaitNoWriter() throws InterruptedException {
        while (threads().contains("jfrtrace writer")) {
            Thread.sleep(1);
        }
    }

    @Test
    void whenWritingFailsTracingEndsAndCloseTells() throws Exception {
        IOException full = new IOException("No space left on device");
        Trace trace = Trace.start(failing(full));
        tracer.give((byte) 1);
        awaitNoWriter();
        assertThat(tracer.isTracing()).isFalse();
        assertThat(trace.outcome().end()).isEqualTo(End.DISCARDED);
        assertThatThrownBy(trace::close).isSameAs(full);
        trace.close();
    }

    private static OutputStream failing(IOException with) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw with;
            }
        };
    }

    @Test
    void whenAStreamThrowsAnythingElseCloseTellsThat() throws Exception {
        Trace trace =
                Trace.start(
                        new OutputStream() {
                            @Override
                            public void write(int b) {
                                throw new AssertionError("a defect of the stream");
                            }
                        });
        tracer.give((byte) 1);
        assertThatThrownBy(trace::close).hasMessage("a defect of the stream");
    }

    @Test
    void closeTellsThatTheTraceEndedByItself() throws Exception {
        Trace trace = Trace.start(file);
        tracer.give((byte) 1);
        tracer.endByItself(End.RECORDING_STOPPED);
        assertThatExceptionOfType(TraceAbortedException.class)
                .isThrownBy(trace::close)
                .satisfies(e -> assertThat(e.end()).isEqualTo(End.RECORDING_STOPPED));
        assertThat(file).hasBinaryContent(new byte[] {1});
        assertThat(trace.outcome().end()).isEqualTo(End.RECORDING_STOPPED);
    }

    @Test
    void closeLeavesATraceAloneThatStartedLater() throws Exception {
        Trace first = Trace.start(file);
        tracer.stopTrace();
        awaitNoWriter();
        tracer.startTrace();
        first.close();
        assertThat(tracer.isTracing()).isTrue();
        tracer.discard();
    }

    /** The stream may take its time with the end, when the tracer is free again already. */
    @Test
    void closeLeavesATraceAloneThatStartedWhileTheEndIsWritten() throws Exception {
        CountDownLatch flushes = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Trace first =
                Trace.start(
                        flushing(
                                () -> {
                                    flushes.countDown();
                                    go.await();
                                }));
        tracer.stopTrace();
        flushes.await();
        tracer.startTrace();
        Thread closer = new Thread(() -> assertThatNoException().isThrownBy(first::close));
        closer.start();
        while (closer.getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
        boolean isLeftAlone = tracer.isTracing();
        tracer.discard();
        go.countDown();
        closer.join();
        assertThat(isLeftAlone).isTrue();
    }

    @Test
    void aStreamCannotCloseItsOwnTrace() throws Exception {
        AtomicReference<Trace> own = new AtomicReference<>();
        own.set(Trace.start(flushing(() -> own.get().close())));
        assertThatThrownBy(own.get()::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot wait for itself");
    }

    private static OutputStream flushing(Flush flush) {
        return new OutputStream() {
            @Override
            public void write(int b) {
                // Only its end is looked at.
            }

            @Override
            public void flush() throws IOException {
                try {
                    flush.call();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        };
    }

    @FunctionalInterface
    private interface Flush {
        void call() throws IOException, InterruptedException;
    }

    @Test
    void anInterruptedCloseFinishesTheFile() throws Exception {
        Trace trace = Trace.start(file);
        Thread.currentThread().interrupt();
        trace.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(file).hasBinaryContent(FakeTracer.LAST);
    }

    @Test
    void anInterruptedCloseDoesNotWaitForASlowStream() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Trace trace = Trace.start(slow(go, bytes));
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(trace::close);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(tracer.isTracing()).isFalse();
        go.countDown();
        trace.close();
        assertThat(bytes.toByteArray()).isEqualTo(FakeTracer.LAST);
    }

    private static OutputStream slow(CountDownLatch go, OutputStream to) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                to.write(b);
            }
        };
    }

    @Test
    void anInterruptOfTheWriterLosesNothing() throws Exception {
        Trace trace = Trace.start(file);
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("jfrtrace writer"))
                .forEach(Thread::interrupt);
        tracer.give((byte) 1);
        trace.close();
        assertThat(file).hasBinaryContent(new byte[] {1, FakeTracer.LAST[0]});
    }

    @Test
    void aTraceThatIsOpenWhenTheJvmEndsIsFinished() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                NeverClosed.class.getName(),
                                file.toString())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(file).hasBinaryContent(new byte[] {1, FakeTracer.LAST[0]});
    }

    /** Run in a JVM of its own. */
    static final class NeverClosed {
        private NeverClosed() {}

        public static void main(String[] args) throws IOException {
            Trace.start(Path.of(args[0]));
            FakeTracer.INSTANCE.give((byte) 1);
        }
    }
}
