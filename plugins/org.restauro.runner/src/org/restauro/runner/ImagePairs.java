// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.restauro.images.io.ImageFormat;

/** Finds the images to restore and the mask of each. */
final class ImagePairs {
    /** How images and masks in two folders belong together. */
    enum Pairing {
        /** By file name without its ending. */
        STEM,
        /** By position in the order of names; both folders have the same number of files. */
        ORDER
    }

    /**
     * An image and its mask.
     *
     * @param mask null where the image itself holds the mask
     */
    record Pair(Path image, Path mask) {
        String name() {
            return image.getFileName().toString();
        }

        String stem() {
            return ImagePairs.stem(image);
        }
    }

    private ImagePairs() {}

    /**
     * Pairs images with masks.
     *
     * @param images a file or a folder
     * @param masks a file (for all images) or a folder, or null if the images hold their masks
     * @throws IOException if nothing is found, or some image has no mask; the message names it
     */
    static List<Pair> find(Path images, Path masks, Pairing pairing) throws IOException {
        List<Path> imageFiles = files(images, "image");
        List<Pair> pairs = new ArrayList<>();
        if (masks == null || Files.isRegularFile(masks)) {
            imageFiles.forEach(image -> pairs.add(new Pair(image, masks)));
            return pairs;
        }
        List<Path> maskFiles = files(masks, "mask");
        if (pairing == Pairing.ORDER) {
            if (imageFiles.size() != maskFiles.size()) {
                throw new IOException(
                        String.format(
                                "Pairing by order needs as many masks as images, but there are %d"
                                        + " images in %s and %d masks in %s.",
                                imageFiles.size(), images, maskFiles.size(), masks));
            }
            for (int i = 0; i < imageFiles.size(); i++) {
                pairs.add(new Pair(imageFiles.get(i), maskFiles.get(i)));
            }
            return pairs;
        }
        Map<String, Path> byStem = new HashMap<>();
        for (Path mask : maskFiles) {
            Path other = byStem.put(stem(mask), mask);
            if (other != null) {
                throw new IOException(
                        "Two masks have the same name: " + other + " and " + mask + ".");
            }
        }
        List<Path> lonely = new ArrayList<>();
        for (Path image : imageFiles) {
            Path mask = byStem.get(stem(image));
            if (mask == null) {
                lonely.add(image);
            } else {
                pairs.add(new Pair(image, mask));
            }
        }
        if (!lonely.isEmpty()) {
            throw new IOException(
                    String.format(
                            "%d of %d images have no mask of the same name in %s, the first is %s."
                                    + " If they belong together by order, add --pairing order.",
                            lonely.size(),
                            imageFiles.size(),
                            masks,
                            lonely.get(0).getFileName()));
        }
        return pairs;
    }

    private static List<Path> files(Path place, String what) throws IOException {
        if (Files.isRegularFile(place)) {
            return List.of(place);
        }
        if (!Files.isDirectory(place)) {
            throw new IOException("There is no " + what + " file or folder " + place + ".");
        }
        try (Stream<Path> entries = Files.list(place)) {
            List<Path> files =
                    entries.filter(Files::isRegularFile)
                            .filter(f -> !f.getFileName().toString().startsWith("."))
                            .filter(
                                    f ->
                                            ImageFormat.ofFileName(f.getFileName().toString())
                                                    .isPresent())
                            .sorted()
                            .toList();
            if (files.isEmpty()) {
                throw new IOException("The folder " + place + " holds no image file.");
            }
            return files;
        }
    }

    /** The file name without its last ending. */
    static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }
}
