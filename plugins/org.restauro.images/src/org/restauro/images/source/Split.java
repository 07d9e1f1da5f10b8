// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A source divided into images to train with and images to judge with. Both parts keep the order,
 * and the number of classes, of the whole.
 */
public record Split(ImageSource training, ImageSource validation) {

    /**
     * Divides by name.
     *
     * @param names the images to judge with, as the source names them or as the last part of their
     *     paths
     * @throws IllegalArgumentException if one is not there, or nothing is left to train with
     */
    public static Split byNames(ImageSource source, Collection<String> names) {
        Set<String> wanted = new HashSet<>(names);
        Set<String> missing = new HashSet<>(wanted);
        List<Integer> training = new ArrayList<>();
        List<Integer> validation = new ArrayList<>();
        for (int i = 0; i < source.size(); i++) {
            String name = source.name(i);
            String last = name.substring(name.lastIndexOf('/') + 1);
            boolean chosen = wanted.contains(name) || wanted.contains(last);
            (chosen ? validation : training).add(i);
            missing.remove(name);
            missing.remove(last);
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    String.format(
                            "%s: %d of the %d names to validate with are not there, for example"
                                    + " %s.",
                            source.description(),
                            missing.size(),
                            wanted.size(),
                            ImageNames.shown(missing.iterator().next())));
        }
        return of(source, training, validation);
    }

    /**
     * Divides at random, by a hash of seed and name: an image stays on its side when others are
     * added, removed or moved within the order. The share is met on average; where it would give no
     * image to judge with, the one with the smallest hash is taken.
     *
     * @param share of the images to judge with, above 0 and below 1
     * @throws IllegalArgumentException if the source has fewer than 2 images
     */
    public static Split byShare(ImageSource source, double share, long seed) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "The share to validate with lies between 0 and 1, unlike " + share + ".");
        }
        List<Integer> training = new ArrayList<>();
        List<Integer> validation = new ArrayList<>();
        int smallest = 0;
        double least = 1;
        for (int i = 0; i < source.size(); i++) {
            double place = place(source.name(i), seed);
            (place < share ? validation : training).add(i);
            if (place < least) {
                least = place;
                smallest = i;
            }
        }
        if (validation.isEmpty() && source.size() > 1) {
            training.remove((Integer) smallest);
            validation.add(smallest);
        }
        return of(source, training, validation);
    }

    private static Split of(ImageSource source, List<Integer> training, List<Integer> validation) {
        if (training.isEmpty() || validation.isEmpty()) {
            throw new IllegalArgumentException(
                    String.format(
                            "%s with %d images leaves %d to train and %d to validate with; both"
                                    + " need at least 1.",
                            source.description(),
                            source.size(),
                            training.size(),
                            validation.size()));
        }
        return new Split(
                SubsetSource.where(source, training), SubsetSource.where(source, validation));
    }

    /** A number in [0, 1) that depends on seed and name alone (64-bit FNV-1a, then mixed). */
    static double place(String name, long seed) {
        long hash = 0xCBF29CE484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
        }
        return (SampleSeeds.mix(hash ^ SampleSeeds.mix(seed)) >>> 11) * 0x1p-53;
    }
}
