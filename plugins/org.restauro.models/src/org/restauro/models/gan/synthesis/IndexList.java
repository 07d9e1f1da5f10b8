// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.synthesis;

import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Some of the things that are counted from 0: layers of a generator, of which 0 is the coarsest, or
 * classes.
 *
 * @param indices which
 */
public record IndexList(BitSet indices) {
    private static final Pattern PART = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

    /** The layers that published scripts mix by default: 0-6. */
    public static final IndexList MIXED_LAYERS = parse("0-6", "layers");

    /** Copies the set. */
    public IndexList {
        indices = (BitSet) indices.clone();
    }

    @Override
    public BitSet indices() {
        return (BitSet) indices.clone();
    }

    /**
     * Reads a list such as {@code 0-3,8}.
     *
     * @param what for messages, such as "layers"
     * @throws IllegalArgumentException if it is none
     */
    public static IndexList parse(String text, String what) {
        BitSet indices = new BitSet();
        for (String part : text.split(",", -1)) {
            Matcher m = PART.matcher(part.strip());
            if (!m.matches()) {
                throw wrong(text, what);
            }
            int first = Integer.parseInt(m.group(1));
            int last = m.group(2) == null ? first : Integer.parseInt(m.group(2));
            if (last < first) {
                throw wrong(text, what);
            }
            indices.set(first, last + 1);
        }
        return new IndexList(indices);
    }

    private static IllegalArgumentException wrong(String text, String what) {
        return new IllegalArgumentException(
                "\""
                        + text
                        + "\" are no "
                        + what
                        + "; a list such as 0-3 or 0-3,8 would be right.");
    }

    /** Whether it holds an index. */
    public boolean contains(int index) {
        return indices.get(index);
    }

    /** In rising order. */
    public List<Integer> all() {
        return indices.stream().boxed().toList();
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        int from = indices.nextSetBit(0);
        while (from >= 0) {
            int to = indices.nextClearBit(from) - 1;
            text.append(text.length() == 0 ? "" : ",").append(from);
            if (to > from) {
                text.append('-').append(to);
            }
            from = indices.nextSetBit(to + 1);
        }
        return text.toString();
    }
}
