// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.imageset;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.knime.core.node.InvalidSettingsException;
import org.restauro.images.ImageException;
import org.restauro.images.data.ImageFolder;
import org.restauro.images.data.Pairing;
import org.restauro.nodes.imageset.ImageFoldersParameters.PairingChoice;
import org.restauro.nodes.imageset.ImageFoldersParameters.UnpairedChoice;
import org.restauro.nodes.table.LocalPaths;

/**
 * The images of a set, in natural order of their paths, each with its partners.
 *
 * @param images the images
 * @param warnings what the user should know, full sentences; empty if all is well
 */
public record ImageSetListing(List<ListedImage> images, List<String> warnings) {

    static final String MESSAGE_PATTERN =
            "The file pattern \"%s\" is malformed: %s. Write a pattern such as *.jpg.";
    static final String MESSAGE_NO_IMAGES =
            "No image file was found in \"%s\"%s. Image files are PNG, JPEG, TIFF, WebP, BMP and"
                    + " GIF files.";
    static final String MESSAGE_NO_MATCH = " that matches the pattern \"%s\"";
    static final String MESSAGE_NO_PARTNER = "no %s was found";
    static final String MESSAGE_UNPAIRED = "For the image \"%s\" %s in \"%s\".";
    static final String MESSAGE_SKIPPED = "Images left out since they have no partner: %d.";
    static final String MESSAGE_BY_POSITION =
            "No %s has the name of an image; they were paired by position instead. Check that they"
                    + " belong together.";
    static final String MESSAGE_LEFT_OVER = "Files in \"%s\" that belong to no image: %d.";

    /**
     * Checks what can be checked without listing a folder.
     *
     * @throws InvalidSettingsException if a folder is missing or a pattern malformed
     */
    public static void check(final ImageFoldersParameters p) throws InvalidSettingsException {
        LocalPaths.folder(p.imageFolder, "image folder");
        matcher(p.imagePattern);
        if (p.hasMasks()) {
            LocalPaths.folder(p.maskFolder, "mask folder");
            matcher(p.maskPattern);
        }
        if (p.hasReferences()) {
            LocalPaths.folder(p.referenceFolder, "reference folder");
            matcher(p.referencePattern);
        }
    }

    /**
     * Lists the images.
     *
     * @throws InvalidSettingsException if a folder is missing or a pattern malformed
     * @throws IOException if a folder cannot be read, has no image, or the pairing fails
     */
    public static ImageSetListing list(final ImageFoldersParameters p)
            throws InvalidSettingsException, IOException {
        check(p);
        Path folder = LocalPaths.folder(p.imageFolder, "image folder");
        List<String> warnings = new ArrayList<>();
        List<Path> masks = partners(p, p.hasMasks(), p.maskFolder, p.maskPattern);
        List<Path> references =
                partners(p, p.hasReferences(), p.referenceFolder, p.referencePattern);
        List<Path> images = images(p, folder, masks, references);
        Map<Path, Path> maskOf =
                p.hasMasks() ? paired(p, images, masks, "mask", warnings) : Map.of();
        Map<Path, Path> referenceOf =
                p.hasReferences() ? paired(p, images, references, "reference", warnings) : Map.of();
        List<ListedImage> listed = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int skipped = 0;
        for (Path image : images) {
            Optional<Path> mask = Optional.ofNullable(maskOf.get(image));
            Optional<Path> reference = Optional.ofNullable(referenceOf.get(image));
            List<String> notes = new ArrayList<>();
            if (p.hasMasks() && mask.isEmpty()) {
                notes.add(note(p, image, "mask", p.maskFolder));
            }
            if (p.hasReferences() && reference.isEmpty()) {
                notes.add(note(p, image, "reference", p.referenceFolder));
            }
            if (!notes.isEmpty() && p.unpaired == UnpairedChoice.SKIP) {
                skipped++;
                continue;
            }
            listed.add(
                    new ListedImage(
                            uniqueName(folder, image, names),
                            image,
                            mask,
                            reference,
                            String.join("; ", notes)));
        }
        if (skipped > 0) {
            warnings.add(MESSAGE_SKIPPED.formatted(skipped));
        }
        return new ImageSetListing(List.copyOf(listed), List.copyOf(warnings));
    }

    private static String note(
            final ImageFoldersParameters p, final Path image, final String what, final String where)
            throws IOException {
        String note = MESSAGE_NO_PARTNER.formatted(what);
        if (p.unpaired == UnpairedChoice.FAIL) {
            throw new IOException(MESSAGE_UNPAIRED.formatted(image, note, where));
        }
        return note;
    }

    private static List<Path> partners(
            final ImageFoldersParameters p,
            final boolean wanted,
            final String folder,
            final String pattern)
            throws InvalidSettingsException, IOException {
        return wanted
                ? files(LocalPaths.folder(folder, "folder"), p.recursive, pattern)
                : List.of();
    }

    private static List<Path> images(
            final ImageFoldersParameters p,
            final Path folder,
            final List<Path> masks,
            final List<Path> references)
            throws InvalidSettingsException, IOException {
        List<Path> images = new ArrayList<>(files(folder, p.recursive, p.imagePattern));
        // Masks may lie beside the images: then their pattern tells them apart.
        if (!isEmpty(p.maskPattern)) {
            images.removeAll(new HashSet<>(masks));
        }
        if (!isEmpty(p.referencePattern)) {
            images.removeAll(new HashSet<>(references));
        }
        if (images.isEmpty()) {
            String matching =
                    isEmpty(p.imagePattern) ? "" : MESSAGE_NO_MATCH.formatted(p.imagePattern);
            throw new IOException(MESSAGE_NO_IMAGES.formatted(folder, matching));
        }
        return images;
    }

    private static List<Path> files(
            final Path folder, final boolean recursive, final String pattern)
            throws InvalidSettingsException, IOException {
        PathMatcher matcher = matcher(pattern);
        boolean wholePath = !isEmpty(pattern) && pattern.indexOf('/') >= 0;
        return ImageFolder.list(folder, recursive).stream()
                .filter(
                        file ->
                                matcher.matches(
                                        wholePath ? folder.relativize(file) : file.getFileName()))
                .toList();
    }

    private static boolean isEmpty(final String pattern) {
        return pattern == null || pattern.isBlank();
    }

    private static PathMatcher matcher(final String pattern) throws InvalidSettingsException {
        if (isEmpty(pattern)) {
            return file -> true;
        }
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + pattern.trim());
        } catch (PatternSyntaxException e) {
            throw new InvalidSettingsException(
                    MESSAGE_PATTERN.formatted(pattern, e.getDescription()), e);
        }
    }

    private static Map<Path, Path> paired(
            final ImageFoldersParameters p,
            final List<Path> images,
            final List<Path> others,
            final String what,
            final List<String> warnings)
            throws ImageException {
        Map<Path, Path> found =
                p.pairing == PairingChoice.ORDER
                        ? partnerOf(Pairing.byPosition(images, others, List.of()))
                        : partnerOf(Pairing.byStem(images, others, List.of()));
        if (p.pairing == PairingChoice.NAME_OR_ORDER
                && found.isEmpty()
                && images.size() == others.size()) {
            warnings.add(MESSAGE_BY_POSITION.formatted(what));
            found = partnerOf(Pairing.byPosition(images, others, List.of()));
        }
        int leftOver = others.size() - found.size();
        if (leftOver > 0) {
            warnings.add(
                    MESSAGE_LEFT_OVER.formatted(
                            "mask".equals(what) ? p.maskFolder : p.referenceFolder, leftOver));
        }
        return found;
    }

    private static Map<Path, Path> partnerOf(final Pairing pairing) {
        Map<Path, Path> partners = new HashMap<>();
        for (Pairing.Row row : pairing.rows()) {
            if (row.mask() != null) {
                partners.put(row.image(), row.mask());
            }
        }
        return partners;
    }

    private static String uniqueName(final Path folder, final Path image, final Set<String> names) {
        Path parent = image.equals(folder) ? null : folder.relativize(image).getParent();
        String stem = Pairing.stemOf(image);
        String path =
                parent == null
                        ? stem
                        : parent.toString().replace(image.getFileSystem().getSeparator(), "/")
                                + "/"
                                + stem;
        String name = path;
        for (int number = 2; !names.add(name); number++) {
            name = path + " (" + number + ")";
        }
        return name;
    }
}
