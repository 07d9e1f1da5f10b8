// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.dataset.reader;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knime.node.parameters.widget.choices.Label;
import org.restauro.images.source.FolderSource;
import org.restauro.images.source.Labels;
import org.restauro.nodes.imageset.ListedImage;
import org.restauro.nodes.port.DataSetEntry;

/** Where classes come from. */
enum ClassesChoice {
    /** There are none. */
    @Label(value = "None", description = "The images have no classes.")
    NONE,
    /** The folder below the image folder. */
    @Label(
            value = "Subfolders",
            description =
                    "The first subfolder an image lies in is its class; include subfolders for"
                            + " that.")
    FOLDERS,
    /** A label file. */
    @Label(
            value = "Label file",
            description =
                    "dataset.json or labels.json in the image folder, as StyleGAN2-ADA's data sets"
                            + " have it.")
    FILE;

    static final String MESSAGE_NO_FOLDER =
            "The image \"%s\" lies in no subfolder, which would be its class. Put each class into a"
                    + " subfolder and include subfolders, or choose no classes.";
    static final String MESSAGE_NO_FILE =
            "There is neither dataset.json nor labels.json with labels in %s. Choose another"
                    + " source of classes.";
    static final String MESSAGE_VECTORS =
            "The label file in %s gives lists of numbers, not classes. Data sets take classes.";

    /**
     * The listed images with their classes.
     *
     * @param folder the image folder
     * @throws IOException if an image has no class
     */
    List<DataSetEntry> entries(final Path folder, final List<ListedImage> images)
            throws IOException {
        Labels labels = this == FILE ? fileLabels(folder, images) : Labels.NONE;
        List<DataSetEntry> entries = new ArrayList<>(images.size());
        for (int i = 0; i < images.size(); i++) {
            ListedImage image = images.get(i);
            Optional<String> label =
                    switch (this) {
                        case NONE -> Optional.empty();
                        case FOLDERS -> Optional.of(subfolder(image));
                        case FILE -> Optional.of(Integer.toString(labels.classOf(i)));
                    };
            entries.add(
                    new DataSetEntry(
                            image.name(), image.image(), image.mask(), image.reference(), label));
        }
        return entries;
    }

    private static String subfolder(final ListedImage image) throws IOException {
        int end = image.name().indexOf('/');
        if (end < 1) {
            throw new IOException(MESSAGE_NO_FOLDER.formatted(image.name()));
        }
        return image.name().substring(0, end);
    }

    private static Labels fileLabels(final Path folder, final List<ListedImage> images)
            throws IOException {
        List<String> names =
                images.stream()
                        .map(image -> folder.relativize(image.image()).toString())
                        .map(name -> name.replace(folder.getFileSystem().getSeparator(), "/"))
                        .toList();
        Labels labels = FolderSource.labels(folder, names);
        if (labels.isEmpty()) {
            throw new IOException(MESSAGE_NO_FILE.formatted(folder));
        }
        if (labels.classOf(0) < 0) {
            throw new IOException(MESSAGE_VECTORS.formatted(folder));
        }
        return labels;
    }
}
