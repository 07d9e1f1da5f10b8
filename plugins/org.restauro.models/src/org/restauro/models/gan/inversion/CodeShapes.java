// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.inversion;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.restauro.models.gan.GanFamily;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.models.gan.LatentSpace;

/** What codes a generator takes, and how the heads of an encoder share them. */
public final class CodeShapes {
    private static final int MOST_HEADS = 3;

    private CodeShapes() {}

    /**
     * Size of each code of a space: one latent or style, a style a layer, or each layer's
     * modulation, which is as long as the layer has channels (twice that for StyleGAN).
     *
     * @throws IllegalArgumentException if the family has no such space
     */
    public static List<Integer> sizes(GeneratorConfig generator, LatentSpace space) {
        if (generator.family() == GanFamily.PGGAN && space != LatentSpace.Z) {
            throw new IllegalArgumentException(
                    "A generator of the family "
                            + generator.family()
                            + " takes no codes of the space "
                            + space
                            + "; it takes Z alone.");
        }
        return switch (space) {
            case Z -> List.of(generator.zDim());
            case W -> List.of(generator.wDim());
            case WP -> Collections.nCopies(generator.layers(), generator.wDim());
            case Y -> modulations(generator);
        };
    }

    private static List<Integer> modulations(GeneratorConfig generator) {
        int values = generator.family() == GanFamily.STYLEGAN ? 2 : 1;
        List<Integer> sizes = new ArrayList<>();
        for (int layer = 0; layer < generator.layers(); layer++) {
            sizes.add(values * generator.channels(EncoderConfig.END << layer / 2));
        }
        return sizes;
    }

    /**
     * How many codes each head of an encoder makes: the first heads, which see the largest maps, as
     * many levels of the generator each as go evenly, the last one the rest; published for 14 codes
     * as 4, 4 and 6.
     */
    public static List<Integer> heads(int resolution, int codes) {
        int maps = Integer.numberOfTrailingZeros(resolution / EncoderConfig.END);
        int heads = Math.min(MOST_HEADS, maps);
        int each = codes / (2 * heads) * 2;
        if (each == 0) {
            return List.of(codes);
        }
        List<Integer> shares = new ArrayList<>(Collections.nCopies(heads - 1, each));
        shares.add(codes - each * (heads - 1));
        return shares;
    }

    /**
     * Checks that a generator takes an encoder's codes.
     *
     * @throws IllegalArgumentException saying what an encoder of that space would give
     */
    public static void check(EncoderConfig encoder, GeneratorConfig generator, LatentSpace space) {
        List<Integer> right = sizes(generator, space);
        if (encoder.resolution() != generator.resolution() || !fits(encoder, right, space)) {
            throw new IllegalArgumentException(
                    "The encoder makes codes of sizes "
                            + encoder.codeSizes()
                            + " of pictures of "
                            + encoder.resolution()
                            + " pixels a side; the generator takes codes of sizes "
                            + right
                            + " in the space "
                            + space
                            + " and makes pictures of "
                            + generator.resolution()
                            + " pixels a side.");
        }
    }

    /** Modulations may be longer than their layers need; other codes fit exactly. */
    private static boolean fits(EncoderConfig encoder, List<Integer> right, LatentSpace space) {
        List<Integer> sizes = encoder.codeSizes();
        if (space != LatentSpace.Y || sizes.size() != right.size()) {
            return sizes.equals(right);
        }
        for (int i = 0; i < right.size(); i++) {
            if (sizes.get(i) < right.get(i)) {
                return false;
            }
        }
        return true;
    }
}
