// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.synthesis;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Some layers of a generator, counted from 0, the coarsest.
 *
 * @param layers which
 */
public record LayerList(BitSet layers) {
    private static final Pattern PART = Pattern.compile("(\\d{1,3})(?:-(\\d{1,3}))?");

    /** The coarse half of a large network, as published scripts mix by default: 0-6. */
    public static final LayerList PUBLISHED = parse("0-6");

    /** Copies the set. */
    public LayerList {
        layers = (BitSet) layers.clone();
    }

    @Override
    public BitSet layers() {
        return (BitSet) layers.clone();
    }

    /**
     * Reads a list such as {@code 0-3,8}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static LayerList parse(String text) {
        BitSet layers = new BitSet();
        for (String part : text.split(",", -1)) {
            Matcher m = PART.matcher(part.strip());
            if (!m.matches()) {
                throw wrong(text);
            }
            int first = Integer.parseInt(m.group(1));
            int last = m.group(2) == null ? first : Integer.parseInt(m.group(2));
            if (last < first) {
                throw wrong(text);
            }
            layers.set(first, last + 1);
        }
        return new LayerList(layers);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "\"" + text + "\" are no layers; a list such as 0-3 or 0-3,8 would be right.");
    }

    /** Whether it holds a layer. */
    public boolean contains(int layer) {
        return layers.get(layer);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        int from = layers.nextSetBit(0);
        while (from >= 0) {
            int to = layers.nextClearBit(from) - 1;
            text.append(text.length() == 0 ? "" : ",").append(from);
            if (to > from) {
                text.append('-').append(to);
            }
            from = layers.nextSetBit(to + 1);
        }
        return text.toString();
    }
}
