package dev.jfrtrace.bridge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.bridge.record.Attachment;
import dev.jfrtrace.bridge.record.RecordOptions;
import dev.jfrtrace.bridge.record.Workplace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attachments of which something fails. */
class AttachmentTest extends RecordFixture {
    private Process program;

    @BeforeEach
    void start() throws Exception {
        program = ticking(out, err);
    }

    @AfterEach
    void end() {
        program.destroyForcibly();
    }

    @Test
    void aRecordingIsThereThoughTheHooksCannotBeRemoved() throws Exception {
        Path agent = Files.copy(jar, out.resolveSibling("gone.jar"));
        RecordOptions options = new RecordOptions(Preset.FULL, Set.of(AgentLevel.WAKE), agent);
        try (Workplace workplace = Workplace.create();
                Attachment attachment = Attachment.to(program.pid(), options, workplace)) {
            Files.delete(agent);
            attachment.stop();
            assertThat(attachment.recording()).isNotEmptyFile();
            assertThat(attachment.notes())
                    .singleElement()
                    .asString()
                    .startsWith("The hooks could not be removed: process " + program.pid());
            attachment.release();
        }
    }
}
