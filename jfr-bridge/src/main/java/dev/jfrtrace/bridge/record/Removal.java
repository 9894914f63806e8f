package dev.jfrtrace.bridge.record;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Deletes a folder that may belong to another user by now, who may put links into it, and move
 * folders while they are gone through. So each file is deleted by its name in a folder that is held
 * open, and no link is followed: what is elsewhere stays as it is, whatever a path leads to.
 */
final class Removal {
    /** As deep as what is made here: chunks in a repository. What is deeper is somebody else's. */
    private static final int DEPTH = 3;

    private final Path folder;

    /** Tells the folder from others that get its name; {@code null} where there is no such key. */
    private final Object key;

    private final Predicate<Path> stays;
    private UserPrincipal owner;

    /**
     * Of a folder.
     *
     * @param key from {@link #keyOf}, when the folder was made
     * @param stays whether a file or a folder is to be left, as are all folders that it is in
     */
    Removal(Path folder, Object key, Predicate<Path> stays) {
        this.folder = folder;
        this.key = key;
        this.stays = stays;
    }

    /** What a folder is known by, whatever becomes of its name. */
    static Object keyOf(Path folder) throws IOException {
        return Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    /**
     * Deletes what is there.
     *
     * @throws IOException when something of it is left that was not to stay
     */
    void run() throws IOException {
        try (DirectoryStream<Path> around = Files.newDirectoryStream(folder.getParent())) {
            if (around instanceof SecureDirectoryStream<Path> held) {
                delete(held, folder, 0);
            } else {
                deleteByPath();
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void delete(SecureDirectoryStream<Path> around, Path path, int depth)
            throws IOException {
        Path name = path.getFileName();
        try {
            boolean isFolder = isFolder(around, name);
            if (isFolder && depth <= DEPTH) {
                deleteContents(around, path, depth);
            }
            if (stays.test(path)) {
                return;
            }
            if (isFolder) {
                around.deleteDirectory(name);
            } else {
                around.deleteFile(name);
            }
        } catch (NoSuchFileException e) {
            // Its owner was faster.
            return;
        }
    }

    private static boolean isFolder(SecureDirectoryStream<Path> around, Path name)
            throws IOException {
        return around.getFileAttributeView(
                        name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .isDirectory();
    }

    private void deleteContents(SecureDirectoryStream<Path> around, Path path, int depth)
            throws IOException {
        try (SecureDirectoryStream<Path> inside =
                around.newDirectoryStream(path.getFileName(), LinkOption.NOFOLLOW_LINKS)) {
            check(inside, path);
            for (Path file : inside) {
                delete(inside, path.resolve(file.getFileName()), depth + 1);
            }
        }
    }

    /** A folder with the right name may be another one, which was moved here to be deleted. */
    private void check(SecureDirectoryStream<Path> opened, Path path) throws IOException {
        UserPrincipal theirs = opened.getFileAttributeView(FileOwnerAttributeView.class).getOwner();
        BasicFileAttributes attributes =
                opened.getFileAttributeView(BasicFileAttributeView.class).readAttributes();
        boolean isTop = path.equals(folder);
        owner = isTop ? theirs : owner;
        boolean isKnown = isTop ? attributes.fileKey().equals(key) : theirs.equals(owner);
        if (!isKnown) {
            throw new FileSystemException(
                    path.toString(), null, "was not created by jfrtrace, and is left alone");
        }
    }

    /** Where folders cannot be held none is another user's: only Linux tells whose they must be. */
    private void deleteByPath() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.sorted(Comparator.reverseOrder()).filter(stays.negate()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
