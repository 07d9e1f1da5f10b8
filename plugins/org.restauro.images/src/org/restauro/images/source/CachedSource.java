// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ReadOptions;

/**
 * Keeps decoded images of another source, as 8 bits a sample, in memory until a budget is used up,
 * since decoding is most of the work of reading small sets again and again. What no longer fits is
 * decoded each time; nothing is thrown out, so that the cost of an image does not vary. The other
 * source stays open when this one is closed.
 */
public final class CachedSource extends NamedSource {
    private final ImageSource source;
    private final AtomicReferenceArray<PixelImage> images;
    private final AtomicLong left;

    /**
     * @param budget bytes of pixels to keep at most
     */
    public CachedSource(ImageSource source, long budget) {
        super(source.description(), source.names(), source.labels());
        this.source = source;
        this.images = new AtomicReferenceArray<>(source.size());
        this.left = new AtomicLong(budget);
    }

    @Override
    public byte[] bytes(int index) throws IOException {
        return source.bytes(index);
    }

    /** The options count when an image is read for the first time. */
    @Override
    public PixelImage read(int index, ReadOptions options) throws IOException {
        PixelImage kept = images.get(index);
        if (kept != null) {
            return kept;
        }
        PixelImage image = source.read(index, options).to8();
        long size = image.pixels() * image.channels();
        if (left.addAndGet(-size) < 0 || !images.compareAndSet(index, null, image)) {
            left.addAndGet(size);
        }
        return image;
    }

    /** Bytes of the budget that are not used yet. */
    long left() {
        return left.get();
    }
}
