package dev.jfrtrace.bridge.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.regex.Pattern;

/**
 * Files as another process sees them, and whose they must be for it: in a container, or as a
 * service of the system, it may have folders of its own under the names of ours, and a user of its
 * own.
 */
final class FileView {
    private static final Path PROCESSES = Path.of("/proc");
    private static final Path TOP = Path.of("/");

    /** There is one in each system, where JVMs that are attached to have their files, too. */
    private static final Path TEMPORARY = Path.of("/tmp");

    /** What separates options, or quotes them. */
    private static final Pattern UNSPEAKABLE = Pattern.compile("[,\"']");

    /** Where this process sees the other's root; {@code null} where it is its own. */
    private final Path root;

    /** Whether both have the same folder for temporary files. */
    private final boolean isShared;

    /** Whose files the other may write; {@code null} where it is the user of this process. */
    private final UserPrincipal user;

    private FileView(Path root, boolean isShared, UserPrincipal user) {
        this.root = root;
        this.isShared = isShared;
        this.user = user;
    }

    /** That of this process, and of those that it starts. */
    static FileView own() {
        return new FileView(null, true, null);
    }

    /** That of another process, as far as it can be told; where it cannot it is taken for ours. */
    static FileView of(long pid) {
        Path process = PROCESSES.resolve(String.valueOf(pid));
        Path root = process.resolve("root");
        if (!Files.exists(root)) {
            return own();
        }
        boolean isShared = isSame(temporary(), below(root, temporary()));
        return new FileView(root, isShared, stranger(process));
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    }

    private static Path below(Path root, Path file) {
        return root.resolve(TOP.relativize(file));
    }

    private static boolean isSame(Path file, Path other) {
        try {
            return Files.isSameFile(file, other);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static UserPrincipal stranger(Path process) {
        try {
            UserPrincipal theirs = Files.getOwner(process);
            return theirs.equals(Files.getOwner(PROCESSES.resolve("self"))) ? null : theirs;
        } catch (IOException e) {
            return null;
        }
    }

    /** Whether the other process can read a file of this one, and by the same name. */
    boolean reads(Path file) {
        return user == null && (root == null || isSame(file, below(root, file)));
    }

    /** Whether the other's files are gone for this process when the other is. */
    boolean goesWithProcess() {
        return !isShared;
    }

    /** Whether what is given to the other belongs to another user then. */
    boolean givesAway() {
        return user != null;
    }

    /** Makes a folder that both can see, and nobody but them. */
    Path makeFolder(String prefix) throws IOException {
        if (!isShared) {
            return Files.createTempDirectory(below(root, TEMPORARY), prefix);
        }
        if (UNSPEAKABLE.matcher(temporary().toString()).find()) {
            throw new IOException(
                    "the folder for temporary files, "
                            + temporary()
                            + ", has a name with which JFR ends one of its options: name another"
                            + " with java -Djava.io.tmpdir=FOLDER -jar jfrtrace.jar record ...");
        }
        // The other is told of it, and may be at home elsewhere.
        return Files.createTempDirectory(prefix).toAbsolutePath();
    }

    /** Lets the other write a file or a folder of this process. */
    void give(Path file) {
        if (user != null) {
            try {
                Files.getFileAttributeView(
                                file, FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .setOwner(user);
            } catch (IOException e) {
                // Who may not do that may not attach to it either, which says why.
                return;
            }
        }
    }

    /** What the other calls a file in the folder that was made for both. */
    Path theirs(Path ours) {
        return isShared ? ours : TOP.resolve(root.relativize(ours));
    }

    /** What this process calls a file of the other. */
    Path ours(Path theirs) {
        boolean isOurs = root == null || isSame(theirs, below(root, theirs));
        return isOurs ? theirs : below(root, theirs);
    }
}
