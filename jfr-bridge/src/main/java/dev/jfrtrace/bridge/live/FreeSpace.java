package dev.jfrtrace.bridge.live;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * How many bytes are left where JFR writes its files. To find where that is reads the table of all
 * that is mounted, which is long on some hosts: it is done again when JFR has moved alone.
 * Thread-safe.
 */
final class FreeSpace implements LongSupplier {
    private record Place(Path folder, FileStore store) {}

    private volatile Place place;

    @Override
    public long getAsLong() {
        try {
            Path folder = Repository.folder();
            Place known = place;
            if (known == null || !known.folder.equals(folder)) {
                known = new Place(folder, Files.getFileStore(folder));
                place = known;
            }
            return known.store.getUsableSpace();
        } catch (IOException | RuntimeException e) {
            // What cannot be known is no reason to end a trace.
            place = null;
            return Long.MAX_VALUE;
        }
    }
}
