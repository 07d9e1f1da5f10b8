// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ReadOptions;

/** Another source's images with other labels; that source stays open when this one is closed. */
public final class LabelledSource extends NamedSource {
    private final ImageSource source;

    private LabelledSource(ImageSource source, Labels labels) {
        super(source.description(), source.names(), labels);
        this.source = source;
    }

    /**
     * Images with the labels given.
     *
     * @param labels one for each image, or none
     */
    public static LabelledSource of(ImageSource source, Labels labels) {
        return new LabelledSource(source, labels);
    }

    /**
     * Images whose class is the first folder of their name: {@code cats/1.png} is of the class
     * {@code cats}. Folders that are all called by whole numbers give these classes, others are
     * classes in alphabetical order.
     *
     * @throws IllegalArgumentException if an image is in no folder
     */
    public static LabelledSource byFolder(ImageSource source) {
        List<String> folders = new ArrayList<>(source.size());
        for (String name : source.names()) {
            int end = name.indexOf('/');
            if (end < 1) {
                throw new IllegalArgumentException(
                        ImageNames.shown(name)
                                + " ("
                                + source.description()
                                + ") is in no folder, which would be its class; a folder for each"
                                + " class would be right.");
            }
            folders.add(name.substring(0, end));
        }
        return new LabelledSource(source, Labels.ofTexts(folders));
    }

    @Override
    public byte[] bytes(int index) throws IOException {
        return source.bytes(index);
    }

    @Override
    public PixelImage read(int index, ReadOptions options) throws IOException {
        return source.read(index, options);
    }
}
