// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.reference;

import java.io.IOException;
import java.util.regex.Pattern;
import org.restauro.images.source.ImageSource;
import org.restauro.images.source.Labels;

/**
 * Images whose names are compared without the endings of files: a name that has dots but no such
 * ending, as "St. Mary", gets an empty ending, so that nothing of it is lost.
 */
final class PairedNames implements ImageSource {

    private static final Pattern FILE =
            Pattern.compile("[^.]*|.*\\.(png|jpe?g|tiff?|webp|bmp|gif)", Pattern.CASE_INSENSITIVE);

    private final ImageSource images;

    /** Takes images, which stay the caller's. */
    PairedNames(final ImageSource images) {
        this.images = images;
    }

    @Override
    public String description() {
        return images.description();
    }

    @Override
    public int size() {
        return images.size();
    }

    @Override
    public String name(final int index) {
        String name = images.name(index);
        return FILE.matcher(name).matches() ? name : name + ".";
    }

    @Override
    public Labels labels() {
        return images.labels();
    }

    @Override
    public byte[] bytes(final int index) throws IOException {
        return images.bytes(index);
    }
}
