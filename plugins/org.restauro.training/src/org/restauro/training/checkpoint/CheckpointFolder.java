// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.checkpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.restauro.engine.weights.WeightFileException;
import org.restauro.models.file.ModelDescription;

/**
 * The checkpoints of a run: {@code checkpoint-000000001234.safetensors}, named after the steps
 * done. A new one is written beside the others, and only when it is safely on the disk, older ones
 * than the last few are deleted; so whenever the program is killed, the latest or the one before
 * can be loaded.
 */
public final class CheckpointFolder {
    private static final Pattern NAME = Pattern.compile("checkpoint-(\\d{12})\\.safetensors");
    private static final Pattern UNFINISHED =
            Pattern.compile("\\.checkpoint-\\d{12}\\.safetensors\\..*\\.part");

    private final Path folder;
    private final int keep;

    /**
     * Names a folder, which need not exist yet.
     *
     * @param keep how many checkpoints stay, at least 2
     */
    public CheckpointFolder(Path folder, int keep) {
        if (keep < 2) {
            throw new IllegalArgumentException(
                    "A run cannot keep "
                            + keep
                            + " checkpoints; 2 or more would be right, so that there is one to go"
                            + " back to.");
        }
        this.folder = folder;
        this.keep = keep;
    }

    /** The folder. */
    public Path path() {
        return folder;
    }

    /** Whether it holds anything to go on from. */
    public boolean isEmpty() throws IOException {
        return files().isEmpty();
    }

    /** The checkpoints, the latest first; none if there is no such folder. */
    public List<Path> files() throws IOException {
        return matching(NAME, Comparator.<Path>reverseOrder());
    }

    private List<Path> matching(Pattern name, Comparator<Path> order) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(f -> name.matcher(f.getFileName().toString()).matches())
                    .sorted(order)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /**
     * Writes a checkpoint, then deletes those that are too old and what killed programs left.
     *
     * @param steps done, its name
     */
    public Path write(long steps, ObjectNode run, ModelDescription model, List<Persistent> parts)
            throws IOException {
        Files.createDirectories(folder);
        for (Path unfinished : matching(UNFINISHED, Comparator.naturalOrder())) {
            Files.deleteIfExists(unfinished);
        }
        Path file =
                folder.resolve(String.format(Locale.ROOT, "checkpoint-%012d.safetensors", steps));
        Checkpoint.write(file, run, model, parts);
        List<Path> all = files();
        for (Path old : all.subList(Math.min(keep, all.size()), all.size())) {
            Files.deleteIfExists(old);
        }
        return file;
    }

    /**
     * Opens the latest checkpoint that is whole.
     *
     * @return nothing if there is no checkpoint at all
     * @throws IOException if there are checkpoints, but none that is whole; the message says why
     */
    public Optional<Checkpoint> latest() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path file : files()) {
            try {
                return Optional.of(Checkpoint.open(file));
            } catch (WeightFileException e) {
                broken.add(e.getMessage());
            }
        }
        if (!broken.isEmpty()) {
            throw new IOException(
                    "None of the checkpoints in "
                            + folder
                            + " can be used: "
                            + String.join(" ", broken));
        }
        return Optional.empty();
    }
}
