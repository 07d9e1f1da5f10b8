// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.restauro.images.data.ImageFolder;
import org.restauro.images.data.Pairing;

/** Finds the images to restore and the mask of each. */
final class ImagePairs {
    /** How images and masks in two folders belong together. */
    enum Order {
        /** By file name without its ending. */
        STEM,
        /** By position in the order of names; both folders have the same number of files. */
        ORDER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * An image and its mask.
     *
     * @param mask null where no mask belongs to the image, or the image itself holds it
     */
    record Pair(Path image, Path mask) {
        String name() {
            return image.getFileName().toString();
        }

        String stem() {
            return Pairing.stemOf(image);
        }
    }

    private ImagePairs() {}

    /**
     * Pairs images with masks.
     *
     * @param images a file or a folder
     * @param masks a file (for all images) or a folder, or null if the images hold their masks
     * @throws IOException if nothing is found, or no image has a mask
     */
    static List<Pair> find(Path images, Path masks, Order order) throws IOException {
        List<Path> imageFiles = files(images);
        if (masks == null || Files.isRegularFile(masks)) {
            return imageFiles.stream().map(image -> new Pair(image, masks)).toList();
        }
        List<Path> maskFiles = files(masks);
        Pairing pairing =
                order == Order.ORDER
                        ? Pairing.byPosition(imageFiles, maskFiles, List.of())
                        : Pairing.byStem(imageFiles, maskFiles, List.of());
        if (pairing.report().imagesWithoutMask().size() == imageFiles.size()) {
            throw new IOException(
                    String.format(
                            "None of the %d images in %s has a mask of the same name in %s (%s,"
                                + " %s). If they belong together by order, add --pairing order.",
                            imageFiles.size(),
                            images,
                            masks,
                            imageFiles.get(0).getFileName(),
                            maskFiles.get(0).getFileName()));
        }
        return pairing.rows().stream().map(row -> new Pair(row.image(), row.mask())).toList();
    }

    private static List<Path> files(Path place) throws IOException {
        List<Path> files = ImageFolder.list(place, false);
        if (files.isEmpty()) {
            throw new IOException("The folder " + place + " holds no image file.");
        }
        return files;
    }
}
