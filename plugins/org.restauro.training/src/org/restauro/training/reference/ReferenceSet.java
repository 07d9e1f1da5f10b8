// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.reference;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.restauro.images.ImageException;
import org.restauro.images.PixelImage;
import org.restauro.images.source.ImageSource;
import org.restauro.images.source.Sample;
import org.restauro.models.reference.ReferencePictures;
import org.restauro.training.config.SettingsException;

/**
 * The references of a run and which of them belongs to a sample. Pictures are squares of one size,
 * kept once they were read. Safe for several threads.
 */
public final class ReferenceSet {
    /** How samples get their references. */
    public enum Choice {
        /** Each sample any of them, with the same chance, as published. */
        RANDOM,
        /**
         * Each image the one of the same name without ending: its sister, or its old photograph.
         */
        PAIRED
    }

    private static final int NAMES_SHOWN = 3;

    private final ImageSource pictures;
    private final Choice choice;
    private final int side;
    private final Map<String, Integer> byStem = new HashMap<>();
    private final Map<Integer, PixelImage> squares = new ConcurrentHashMap<>();

    /**
     * Takes the pictures, which stay the caller's.
     *
     * @param side of the squares that they are resized to, in pixels
     * @throws SettingsException if there is none
     */
    public ReferenceSet(ImageSource pictures, Choice choice, int side) {
        if (pictures.size() == 0) {
            throw new SettingsException(
                    "There are no references in "
                            + pictures.description()
                            + "; at least one would be right.");
        }
        this.pictures = pictures;
        this.choice = choice;
        this.side = side;
        for (int i = 0; i < pictures.size(); i++) {
            byStem.putIfAbsent(stem(pictures.name(i)), i);
        }
    }

    /** A name without its folders and its ending. */
    static String stem(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        int dot = last.lastIndexOf('.');
        return dot > 0 ? last.substring(0, dot) : last;
    }

    /** What it is, for messages. */
    public String description() {
        return pictures.description();
    }

    /** How many pictures there are. */
    public int size() {
        return pictures.size();
    }

    /**
     * Checks that pairing finds something.
     *
     * @return how many of the images have a reference
     * @throws SettingsException if none has
     */
    public int fitting(ImageSource images) {
        if (choice == Choice.RANDOM) {
            return images.size();
        }
        int count = 0;
        for (String name : images.names()) {
            count += byStem.containsKey(stem(name)) ? 1 : 0;
        }
        if (count == 0) {
            throw new SettingsException(
                    "None of the "
                            + images.size()
                            + " images in "
                            + images.description()
                            + " has a reference of the same name in "
                            + pictures.description()
                            + " (images "
                            + shown(images)
                            + "; references "
                            + shown(pictures)
                            + "). Equal names would be right, or data.pairing: random.");
        }
        return count;
    }

    private static String shown(ImageSource source) {
        int n = Math.min(NAMES_SHOWN, source.size());
        String names = String.join(", ", source.names().subList(0, n));
        return source.size() > n ? names + ", …" : names;
    }

    /**
     * The reference of a sample.
     *
     * @param seed random choice follows from it and the sample's number
     * @return its number, or −1 for none
     */
    public int of(Sample sample, long seed) {
        if (choice == Choice.PAIRED) {
            return byStem.getOrDefault(stem(sample.name()), -1);
        }
        return (int) Long.remainderUnsigned(Draw.of(seed, sample.number(), 1), pictures.size());
    }

    /** The name of a picture. */
    public String name(int index) {
        return pictures.name(index);
    }

    /**
     * A picture as the encoder takes it.
     *
     * @throws IOException if it cannot be read; the message names it
     */
    public PixelImage square(int index) throws IOException {
        PixelImage kept = squares.get(index);
        if (kept != null) {
            return kept;
        }
        PixelImage image;
        try {
            image = ReferencePictures.square(pictures.read(index), side);
        } catch (ImageException e) {
            throw new ImageException("The reference " + e.getMessage(), e);
        }
        squares.put(index, image);
        return image;
    }

    /** The values of a picture, channel by channel, in [−1, 1]. */
    float[] values(int index) throws IOException {
        return ReferencePictures.values(square(index));
    }
}
