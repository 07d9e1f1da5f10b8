// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.restauro.images.ImageException;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.WriteOptions;

/**
 * A numbered series of damaged murals with everything a restorer needs: the mask of the losses, the
 * truth to compare with, and a sister panel as reference. The mural of an index is that of the
 * series' seed plus the index, so a longer series begins with the shorter one.
 *
 * @param options size, ageing and damage
 * @param seed of the mural with index 0
 */
public record SampleMurals(MuralOptions options, long seed) {
    /** What a mural's reference shows. */
    public enum Reference {
        /** A sister panel: the same paints, motifs and borders, arranged otherwise. */
        SISTER,
        /** The mural itself on an old photograph, which has faded, stained and cracked since. */
        PHOTOGRAPH
    }

    private static final double PHOTOGRAPH_AGEING = 0.8;

    /** Folder of the damaged murals. */
    public static final String IMAGES = "images";

    /** Folder of the masks, black where paint is lost. */
    public static final String MASKS = "masks";

    /** Folder of the murals as they were before the losses, with the same ageing. */
    public static final String TRUTH = "truth";

    /** Folder of the references, without losses. */
    public static final String REFERENCES = "references";

    /** The name of a mural, such as {@code mural-00001} for index 0. */
    public static String name(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("An index is 0 or more, not " + index + ".");
        }
        return String.format(Locale.ROOT, "mural-%05d", index + 1L);
    }

    /** The mural of an index. */
    public Mural mural(int index) {
        return new MuralGenerator(options).generate(seed + index);
    }

    /** A sister panel of the mural of an index, without losses. */
    public PixelImage reference(int index) {
        return new MuralGenerator(options.withDamage()).generate(seed + index, 1).aged();
    }

    /** A picture of the mural of an index as it was before the losses, aged in its own way. */
    public PixelImage photograph(int index) {
        return new MuralGenerator(options.withDamage().withAgeing(PHOTOGRAPH_AGEING))
                .generate(seed + index)
                .aged();
    }

    /** A reference of the mural of an index. */
    public PixelImage reference(int index, Reference kind) {
        return kind == Reference.SISTER ? reference(index) : photograph(index);
    }

    /**
     * Writes one mural below a folder: {@code images/NAME.png}, {@code masks/NAME.png}, {@code
     * truth/NAME.png} and, if asked for, {@code references/NAME.png}. Folders are made.
     *
     * @param existing what happens to files that are there already
     * @throws ImageException if a file or a folder cannot be written
     */
    public void write(Path folder, int index, boolean withReference, WriteOptions.Existing existing)
            throws ImageException {
        write(folder, index, withReference ? Reference.SISTER : null, existing);
    }

    /**
     * The same with a chosen kind of reference.
     *
     * @param reference null for none
     */
    public void write(Path folder, int index, Reference reference, WriteOptions.Existing existing)
            throws ImageException {
        WriteOptions writing = WriteOptions.defaults().withExisting(existing);
        Mural mural = mural(index);
        String file = name(index) + ".png";
        write(mural.aged(), folder.resolve(TRUTH), file, writing);
        write(mural.damage(), folder.resolve(MASKS), file, writing);
        write(mural.damaged(), folder.resolve(IMAGES), file, writing);
        if (reference != null) {
            write(reference(index, reference), folder.resolve(REFERENCES), file, writing);
        }
    }

    private static void write(Mask mask, Path folder, String file, WriteOptions writing)
            throws ImageException {
        write(mask.toImage(), folder, file, writing);
    }

    private static void write(PixelImage image, Path folder, String file, WriteOptions writing)
            throws ImageException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new ImageException(folder + ": the folder cannot be made.", e);
        }
        ImageFiles.write(image, folder.resolve(file), writing);
    }
}
