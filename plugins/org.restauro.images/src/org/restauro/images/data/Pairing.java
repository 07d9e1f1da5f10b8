// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.restauro.images.ImageException;

/**
 * Images matched with their masks and references, and what found no partner.
 *
 * @param rows one for each image, in the order of the images
 * @param report what found no partner and what was there twice
 */
public record Pairing(List<Row> rows, Report report) {

    /**
     * One image with what belongs to it.
     *
     * @param name of the image: its stem
     * @param image its file
     * @param mask its mask's file, or null
     * @param reference its reference's file, or null
     */
    public record Row(String name, Path image, Path mask, Path reference) {}

    /**
     * What did not fit.
     *
     * @param imagesWithoutMask images that no mask belongs to, if masks were given
     * @param imagesWithoutReference images that no reference belongs to, if references were given
     * @param masksWithoutImage masks that belong to no image
     * @param referencesWithoutImage references that belong to no image
     * @param duplicates files with the same key as another one of the same role and folder; masks
     *     and references among them are left out
     */
    public record Report(
            List<Path> imagesWithoutMask,
            List<Path> imagesWithoutReference,
            List<Path> masksWithoutImage,
            List<Path> referencesWithoutImage,
            List<Path> duplicates) {

        /** Whether everything found its partner. */
        public boolean isComplete() {
            return imagesWithoutMask.isEmpty()
                    && imagesWithoutReference.isEmpty()
                    && masksWithoutImage.isEmpty()
                    && referencesWithoutImage.isEmpty()
                    && duplicates.isEmpty();
        }

        /** One line that a person can read, empty if everything found its partner. */
        public String summary() {
            List<String> parts = new ArrayList<>();
            say(parts, imagesWithoutMask, "image", "without a mask");
            say(parts, imagesWithoutReference, "image", "without a reference");
            say(parts, masksWithoutImage, "mask", "without an image");
            say(parts, referencesWithoutImage, "reference", "without an image");
            say(parts, duplicates, "file", "with the name of another one");
            return String.join("; ", parts);
        }

        private static void say(List<String> parts, List<Path> files, String what, String how) {
            if (files.isEmpty()) {
                return;
            }
            String names =
                    files.stream()
                            .limit(3)
                            .map(file -> file.getFileName().toString())
                            .reduce((a, b) -> a + ", " + b)
                            .orElse("");
            parts.add(
                    String.format(
                            "%d %s%s %s (%s%s)",
                            files.size(),
                            what,
                            files.size() == 1 ? "" : "s",
                            how,
                            names,
                            files.size() > 3 ? ", …" : ""));
        }
    }

    public Pairing {
        rows = List.copyOf(rows);
    }

    /**
     * Matches files whose stems agree (see {@link PairingOptions}).
     *
     * @param images image files; each gives a row
     * @param masks mask files, may be empty
     * @param references reference files, may be empty
     */
    public static Pairing byStem(
            List<Path> images, List<Path> masks, List<Path> references, PairingOptions options) {
        List<Path> duplicates = new ArrayList<>();
        Keys imageKeys = new Keys(images, options.imageAffixes(), options, duplicates);
        Keys maskKeys = new Keys(masks, options.maskAffixes(), options, duplicates);
        Keys referenceKeys = new Keys(references, options.referenceAffixes(), options, duplicates);
        List<Row> rows = new ArrayList<>();
        List<Path> noMask = new ArrayList<>();
        List<Path> noReference = new ArrayList<>();
        Set<Path> used = new HashSet<>();
        for (Path image : images) {
            Path mask = maskKeys.partnerOf(image, imageKeys);
            Path reference = referenceKeys.partnerOf(image, imageKeys);
            rows.add(new Row(stemOf(image), image, mask, reference));
            used.add(mask);
            used.add(reference);
            if (mask == null && !masks.isEmpty()) {
                noMask.add(image);
            }
            if (reference == null && !references.isEmpty()) {
                noReference.add(image);
            }
        }
        used.addAll(duplicates);
        return new Pairing(
                rows,
                new Report(
                        noMask,
                        noReference,
                        masks.stream().filter(file -> !used.contains(file)).toList(),
                        references.stream().filter(file -> !used.contains(file)).toList(),
                        duplicates));
    }

    /** Matches files by stem with the usual options. */
    public static Pairing byStem(List<Path> images, List<Path> masks, List<Path> references) {
        return byStem(images, masks, references, PairingOptions.defaults());
    }

    /**
     * Matches by position as MAT's own procedure does: each list sorted by its plain path strings,
     * the first with the first.
     *
     * @throws ImageException if the lists differ in length (an empty list of masks or references
     *     means that there are none)
     */
    public static Pairing byPosition(List<Path> images, List<Path> masks, List<Path> references)
            throws ImageException {
        checkLength(images, masks, "masks");
        checkLength(images, references, "references");
        List<Path> sortedImages = sorted(images);
        List<Path> sortedMasks = sorted(masks);
        List<Path> sortedReferences = sorted(references);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < sortedImages.size(); i++) {
            Path image = sortedImages.get(i);
            rows.add(
                    new Row(
                            stemOf(image),
                            image,
                            sortedMasks.isEmpty() ? null : sortedMasks.get(i),
                            sortedReferences.isEmpty() ? null : sortedReferences.get(i)));
        }
        return new Pairing(rows, new Report(List.of(), List.of(), List.of(), List.of(), List.of()));
    }

    private static void checkLength(List<Path> images, List<Path> others, String what)
            throws ImageException {
        if (!others.isEmpty() && others.size() != images.size()) {
            throw new ImageException(
                    String.format(
                            "Matching by position needs as many %s as images, but there are %d %s"
                                    + " for %d images.",
                            what, others.size(), what, images.size()));
        }
    }

    private static List<Path> sorted(List<Path> files) {
        return files.stream().sorted(Comparator.comparing(Path::toString)).toList();
    }

    /** The files of one role by their keys: with their folder, and by the stem alone. */
    private static final class Keys {
        private final boolean strict;
        private final Path root;
        private final PairingOptions options;
        private final List<String> affixes;
        private final Map<String, Path> inFolder = new HashMap<>();
        private final Map<String, Path> anywhere = new HashMap<>();

        Keys(List<Path> files, List<String> affixes, PairingOptions options, List<Path> twice) {
            this.strict = options.withFolders();
            this.root = commonFolder(files);
            this.options = options;
            this.affixes = affixes;
            for (Path file : files) {
                if (inFolder.putIfAbsent(folderOf(file) + "/" + stem(file), file) != null) {
                    twice.add(file);
                }
                anywhere.putIfAbsent(stem(file), file);
            }
        }

        /** A file of this role: in the same place as the image, or else of the same stem. */
        Path partnerOf(Path image, Keys images) {
            String stem = images.stem(image);
            Path same = inFolder.get(images.folderOf(image) + "/" + stem);
            return same != null || strict ? same : anywhere.get(stem);
        }

        private String stem(Path file) {
            return options.stripped(stemOf(file), affixes);
        }

        private String folderOf(Path file) {
            Path folder = root.relativize(file.toAbsolutePath().getParent());
            return folder.toString().replace('\\', '/');
        }
    }

    private static Path commonFolder(List<Path> files) {
        Path common = null;
        for (Path file : files) {
            Path folder = file.toAbsolutePath().getParent();
            common = common == null ? folder : common;
            while (common != null && !folder.startsWith(common)) {
                common = common.getParent();
            }
        }
        return common;
    }

    /** A file's name without its ending. */
    public static String stemOf(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
