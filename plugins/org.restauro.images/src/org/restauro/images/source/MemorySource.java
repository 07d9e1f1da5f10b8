// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.ReadOptions;

/** Images in memory, in the order in which they were added: the rows of a table. */
public final class MemorySource extends NamedSource {
    private final List<Object> images; // byte[] (an image file) or PixelImage

    private MemorySource(
            String description, List<String> names, Labels labels, List<Object> images) {
        super(description, names, labels);
        this.images = images;
    }

    /**
     * Starts a source.
     *
     * @param description what messages call it, for example {@code training table}
     */
    public static Builder of(String description) {
        return new Builder(description);
    }

    /** Collects the images of a {@link MemorySource}. */
    public static final class Builder {
        private final String description;
        private final List<String> names = new ArrayList<>();
        private final List<String> labels = new ArrayList<>();
        private final List<Object> images = new ArrayList<>();

        private Builder(String description) {
            this.description = description;
        }

        /** Adds the bytes of an image file, for example of a PNG cell. */
        public Builder add(String name, byte[] file) {
            return addAny(name, file, null);
        }

        /** Adds an image file with a label: the number of a class or its name. */
        public Builder add(String name, byte[] file, String label) {
            return addAny(name, file, label);
        }

        /** Adds decoded pixels. */
        public Builder add(String name, PixelImage image) {
            return addAny(name, image, null);
        }

        /** Adds decoded pixels with a label. */
        public Builder add(String name, PixelImage image, String label) {
            return addAny(name, image, label);
        }

        private Builder addAny(String name, Object image, String label) {
            names.add(Objects.requireNonNull(name));
            images.add(Objects.requireNonNull(image));
            if (label != null) {
                labels.add(label);
            }
            return this;
        }

        /**
         * The source of what was added.
         *
         * @throws IllegalArgumentException if some images have a label and others have none
         */
        public MemorySource build() {
            return new MemorySource(
                    description, List.copyOf(names), Labels.ofTexts(labels), List.copyOf(images));
        }
    }

    @Override
    public byte[] bytes(int index) {
        return images.get(index) instanceof PixelImage image
                ? ImageFiles.toPng(image)
                : (byte[]) images.get(index);
    }

    @Override
    public PixelImage read(int index, ReadOptions options) throws java.io.IOException {
        return images.get(index) instanceof PixelImage image ? image : super.read(index, options);
    }
}
