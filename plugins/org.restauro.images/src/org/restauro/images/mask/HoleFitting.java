// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.mask;

import java.util.Arrays;
import org.restauro.images.Mask;
import org.restauro.images.random.RandomState;

/**
 * Grows or shrinks the holes of a mask, nearest pixels first, until their share lies in a range:
 * what ends the search where random drawing would go on too long.
 */
final class HoleFitting {
    private HoleFitting() {}

    /**
     * @throws IllegalArgumentException if no number of pixels of this size lies in the range
     */
    static Mask fit(Mask mask, HoleRange range, RandomState random) {
        if (range.contains(mask.holeRatio())) {
            return mask;
        }
        int pixels = mask.width() * mask.height();
        long holes = mask.holePixels();
        long least = (long) Math.max(0, Math.floor(range.from() * pixels) - 1);
        while (least <= pixels && (double) least / pixels <= range.from()) {
            least++;
        }
        long most = (long) Math.min(pixels, Math.ceil(range.to() * pixels) + 1);
        while (most >= 0 && (double) most / pixels >= range.to()) {
            most--;
        }
        if (least > most) {
            throw new IllegalArgumentException(
                    String.format(
                            "No mask of %d x %d pixels has a share of holes strictly between %s and"
                                    + " %s; widen the hole range or take a larger mask.",
                            mask.width(), mask.height(), range.from(), range.to()));
        }
        long wanted = holes < least ? least : most;
        return resized(mask, wanted, random);
    }

    /** The mask with exactly the given number of hole pixels. */
    static Mask resized(Mask mask, long wanted, RandomState random) {
        byte[] values = mask.binarised(Mask.THRESHOLD).values().clone();
        int width = mask.width();
        long holes = mask.holePixels();
        if (holes == wanted) {
            return Mask.of(width, mask.height(), values);
        }
        boolean grow = holes < wanted;
        if (grow && holes == 0) {
            values[random.randint(values.length)] = 0;
            holes = 1;
        } else if (!grow && holes == values.length) {
            values[random.randint(values.length)] = (byte) 255;
            holes--;
        }
        Mask seeded = Mask.of(width, mask.height(), values.clone());
        int[] distance = new int[values.length];
        DistanceField.of(seeded, grow, Math.hypot(width, mask.height()))
                .forEachRow(
                        (y, squared) -> {
                            for (int x = 0; x < width; x++) {
                                distance[y * width + x] =
                                        (int) Math.min(Integer.MAX_VALUE, squared[x]);
                            }
                        });
        int changes = (int) Math.abs(wanted - holes);
        if (changes > 0) {
            int[] sorted = Arrays.stream(distance).filter(d -> d > 0).sorted().toArray();
            int limit = sorted[changes - 1];
            int atLimit = changes - (int) Arrays.stream(sorted).filter(d -> d < limit).count();
            byte value = (byte) (grow ? 0 : 255);
            for (int i = 0; i < values.length; i++) {
                if (distance[i] > 0 && distance[i] < limit) {
                    values[i] = value;
                } else if (distance[i] == limit && atLimit > 0) {
                    values[i] = value;
                    atLimit--;
                }
            }
        }
        return Mask.of(width, mask.height(), values);
    }
}
