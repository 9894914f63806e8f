package dev.jfrtrace.bridge.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose a repository is, and what is a recording. */
class RecordedJvmTest {
    @TempDir private Path folder;

    @Test
    void aProcessThatGotTheNumberOfAnotherIsNotSpokenTo() throws IOException {
        ProcessHandle own = ProcessHandle.current();
        Path repository = folder.resolve("2026_11_26_07_17_00_" + own.pid());
        Files.createDirectory(repository);
        assertThat(RecordedJvm.processOf(repository)).contains(own);
        Files.setLastModifiedTime(repository, FileTime.fromMillis(0));
        assertThat(RecordedJvm.processOf(repository)).isEmpty();
        assertThat(RecordedJvm.processOf(folder.resolve("no-repository"))).isEmpty();
    }

    /** The folder may be another user's, who may not read all that root may. */
    @Test
    void aLinkIsNoRecording() throws IOException {
        Path written = Files.writeString(folder.resolve(RecordedJvm.fileName(1)), "something");
        Files.createSymbolicLink(folder.resolve(RecordedJvm.fileName(2)), written);
        assertThat(RecordedJvm.writtenTo(folder))
                .containsExactly(new RecordedJvm(1, List.of(written)));
    }
}
