// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.port;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * One image of a data set, and the files that belong to it.
 *
 * @param name what to call the image, unique within its data set
 * @param image its file
 * @param mask the file of its mask, if it has one
 * @param reference the file of its undamaged reference, if it has one
 * @param label the class it belongs to, if that is known
 */
public record DataSetEntry(
        String name,
        Path image,
        Optional<Path> mask,
        Optional<Path> reference,
        Optional<String> label) {

    /** Checks that nothing is {@code null}. */
    public DataSetEntry {
        Objects.requireNonNull(name);
        Objects.requireNonNull(image);
        Objects.requireNonNull(mask);
        Objects.requireNonNull(reference);
        Objects.requireNonNull(label);
    }
}
