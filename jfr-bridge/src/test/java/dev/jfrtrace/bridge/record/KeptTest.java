package dev.jfrtrace.bridge.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jfrtrace.bridge.convert.ConvertOptions;
import dev.jfrtrace.bridge.convert.JfrToTrace;
import dev.jfrtrace.bridge.convert.TraceReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jfr.Event;
import jdk.jfr.Recording;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has been recorded is there until it is in a trace. */
class KeptTest {
    /** Of a JVM that was killed. */
    private static final long PID = 999_999_999;

    /** One in each recording. */
    private static final class Mark extends Event {}

    @TempDir private Path folder;
    private Workplace workplace;

    @BeforeEach
    void make() throws IOException {
        workplace = Workplace.create();
        workplace.keep();
    }

    @AfterEach
    void delete() throws IOException {
        if (Files.exists(workplace.recordings().getParent())) {
            workplace.release();
            workplace.close();
        }
    }

    private static void record(Path file) throws IOException {
        try (Recording recording = new Recording()) {
            recording.start();
            new Mark().commit();
            recording.stop();
            recording.dump(file);
        }
    }

    @Test
    void aRecordingStaysUntilItIsReleased() throws IOException {
        Path file = workplace.recordings().resolve(RecordedJvm.fileName(1));
        record(file);
        assertThat(workplace.kept()).isEqualTo(file);
        workplace.close();
        assertThat(file).isNotEmptyFile();
        workplace.release();
        assertThat(workplace.kept()).isNull();
        workplace.close();
        assertThat(workplace.recordings().getParent()).doesNotExist();
    }

    @Test
    void whatIsNoRecordingGoes() throws IOException {
        Files.createFile(workplace.recordings().resolve(RecordedJvm.fileName(1)));
        assertThat(workplace.kept()).isNull();
        workplace.close();
        assertThat(workplace.recordings().getParent()).doesNotExist();
    }

    /** As on a disk that is full. */
    @Test
    void chunksThatCannotBeJoinedStay() throws IOException {
        Path repository = Files.createDirectories(workplace.repository().resolve("of-a-jvm"));
        Session session = new LeftSession(workplace, PID, repository);
        record(repository.resolve("1.jfr"));
        record(repository.resolve("2.jfr"));
        Files.createDirectory(workplace.joined());
        assertThatThrownBy(session::recording).isInstanceOf(IOException.class);
        assertThat(session.kept()).isEqualTo(repository);
        workplace.close();
        assertThat(repository.resolve("1.jfr")).isNotEmptyFile();
        assertThat(repository.resolve("2.jfr")).isNotEmptyFile();
        assertThat(workplace.joined()).doesNotExist();
    }

    /** A file of one JVM, and the chunks of another that was killed, or the same ones again. */
    @Test
    void aFolderOfBothIsConvertedOnce() throws IOException {
        Path repository = Files.createDirectories(workplace.repository().resolve("of-a-jvm"));
        Path file = workplace.recordings().resolve(RecordedJvm.fileName(1));
        record(file);
        record(repository.resolve("2.jfr"));
        long apart = marks(file) + marks(repository);
        Files.copy(file, repository.resolve("1.jfr"));
        Path kept = workplace.kept();
        assertThat(kept).isEqualTo(file.getParent().getParent());
        assertThat(marks(kept)).isEqualTo(apart).isEqualTo(2);
    }

    private static long marks(Path recording) throws IOException {
        TraceReport trace =
                JfrToTrace.convert(
                                recording,
                                OutputStream.nullOutputStream(),
                                ConvertOptions.defaults())
                        .traces()
                        .get(0);
        return trace.events().get(Mark.class.getName()).values().stream().mapToLong(n -> n).sum();
    }

    /** It is in the JVM's own folder, which is none of ours to delete. */
    @Test
    void whatAnAttachedJvmLeftIsTold() throws IOException {
        Path chunk = folder.resolve("1.jfr");
        Session session = new LeftSession(workplace, PID, folder);
        record(chunk);
        assertThat(session.recording()).isEqualTo(chunk);
        assertThat(session.kept()).isEqualTo(chunk);
        session.release();
        assertThat(session.kept()).isNull();
        workplace.close();
        assertThat(chunk).isNotEmptyFile();
    }
}
