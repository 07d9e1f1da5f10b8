// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.ReadOptions;

/**
 * A fixed, ordered set of images that can be read in any order.
 *
 * <p>Several threads may read at the same time. What a source opened stays open until {@link
 * #close()}; a source made of another one does not own that one.
 */
public interface ImageSource extends Closeable {
    /** What it is, for messages: for example {@code folder /data/photos}. */
    String description();

    /** How many images there are. */
    int size();

    /**
     * The name of an image: for files the path below the source's root with {@code /} between its
     * parts, in LMDB the key. Names in lists and tables may repeat.
     *
     * @param index 0 to {@link #size()}-1
     */
    String name(int index);

    /** The labels of all images, {@link Labels#NONE} if there are none. */
    Labels labels();

    /**
     * The image file as it is stored (PNG, JPEG, …).
     *
     * @throws IOException if it cannot be read; the message names it
     */
    byte[] bytes(int index) throws IOException;

    /**
     * Reads and decodes an image.
     *
     * @throws IOException if it is broken, too large or cannot be read; the message names it
     */
    default PixelImage read(int index, ReadOptions options) throws IOException {
        return ImageFiles.read(bytes(index), where(index), options);
    }

    /** Reads and decodes an image with the default options. */
    default PixelImage read(int index) throws IOException {
        return read(index, ReadOptions.defaults());
    }

    /** How messages name an image: its name and the source. */
    default String where(int index) {
        return name(index) + " (" + description() + ")";
    }

    /** All names, in order. */
    default List<String> names() {
        List<String> names = new ArrayList<>(size());
        for (int i = 0; i < size(); i++) {
            names.add(name(i));
        }
        return names;
    }

    @Override
    default void close() throws IOException {}
}
