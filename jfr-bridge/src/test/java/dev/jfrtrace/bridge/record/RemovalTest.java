package dev.jfrtrace.bridge.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the owner of a folder can do to have something else deleted. */
@EnabledOnOs(OS.LINUX)
class RemovalTest {
    @TempDir private Path place;
    private Path folder;
    private Path recordings;
    private Path elsewhere;
    private Path precious;
    private Object key;

    @BeforeEach
    void makeFolders() throws IOException {
        folder = Files.createDirectory(place.resolve("folder"));
        key = Removal.keyOf(folder);
        recordings = Files.createDirectory(folder.resolve("recordings"));
        Files.createFile(recordings.resolve("a.jfr"));
        elsewhere = Files.createDirectory(place.resolve("elsewhere"));
        precious = Files.createFile(elsewhere.resolve("a.jfr"));
    }

    private void remove(Predicate<Path> stays) throws IOException {
        new Removal(folder, key, stays).run();
    }

    private void remove() throws IOException {
        remove(file -> false);
    }

    @Test
    void allOfItGoes() throws IOException {
        Path repository = Files.createDirectories(folder.resolve("repository/of-a-jvm"));
        Files.createFile(repository.resolve("1.jfr"));
        Files.createFile(folder.resolve("agent.txt"));
        remove();
        assertThat(folder).doesNotExist();
        assertThat(precious).exists();
    }

    @Test
    void whatIsToStayStaysWithItsFolders() throws IOException {
        Path kept = recordings.resolve("a.jfr");
        Path other = Files.createFile(recordings.resolve("b.jfr"));
        remove(kept::startsWith);
        assertThat(kept).exists();
        assertThat(other).doesNotExist();
    }

    @Test
    void whatIsGoneIsNoError() throws IOException {
        remove();
        remove();
        assertThat(folder).doesNotExist();
    }

    @Test
    void aLinkIsDeletedAndNotFollowed() throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), elsewhere);
        Files.createSymbolicLink(recordings.resolve("b.jfr"), precious);
        remove();
        assertThat(folder).doesNotExist();
        assertThat(precious).exists();
    }

    /** Its path leads elsewhere from one moment to the next. */
    @Test
    void aFolderThatBecomesALinkMeanwhileLeadsNowhere() throws IOException {
        assertThatThrownBy(() -> remove(file -> swapAt("a.jfr", file, recordings)))
                .isInstanceOf(FileSystemException.class);
        assertThat(precious).exists();
        assertThat(place.resolve("moved/a.jfr")).doesNotExist();
    }

    @Test
    void soItIsOfTheWholeFolder() throws IOException {
        Files.createFile(Files.createDirectory(elsewhere.resolve("recordings")).resolve("a.jfr"));
        assertThatThrownBy(() -> remove(file -> swapAt("a.jfr", file, folder)))
                .isInstanceOf(FileSystemException.class);
        assertThat(elsewhere.resolve("recordings/a.jfr")).exists();
        assertThat(precious).exists();
    }

    /** When it comes to a file, has a folder moved away and a link take its place. */
    private boolean swapAt(String name, Path file, Path swapped) {
        if (file.getFileName().toString().equals(name)) {
            try {
                Files.move(swapped, place.resolve("moved"));
                Files.createSymbolicLink(swapped, elsewhere);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return false;
    }

    /** As its owner may do with a folder of theirs in which others have something. */
    @Test
    void anotherFolderOfTheSameNameIsLeft() throws IOException {
        Files.move(folder, place.resolve("moved"));
        Files.move(elsewhere, folder);
        assertThatThrownBy(this::remove)
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("was not created by jfrtrace");
        assertThat(folder.resolve("a.jfr")).exists();
    }

    @Test
    void whatLiesDeeperThanAnythingOfOursIsLeft() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("a/b/c/d/e"));
        assertThatThrownBy(this::remove).isInstanceOf(FileSystemException.class);
        assertThat(deep).exists();
    }

    /** Only root can make one, and only root is in danger. */
    @Test
    void aFolderOfAnotherUserIsLeft() throws IOException {
        Path theirs = Files.createDirectory(folder.resolve("theirs"));
        Path file = Files.createFile(theirs.resolve("a.txt"));
        giveToNobody(theirs);
        assertThatThrownBy(this::remove)
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("was not created by jfrtrace");
        assertThat(file).exists();
    }

    private static void giveToNobody(Path file) {
        try {
            UserPrincipal nobody =
                    file.getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName("nobody");
            Files.setOwner(file, nobody);
        } catch (IOException e) {
            Assumptions.abort("this user may give nothing away: " + e);
        }
    }
}
