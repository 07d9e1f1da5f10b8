// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.synthesis;

import org.restauro.models.gan.GeneratorConfig;
import org.restauro.models.gan.LatentSpace;
import org.restauro.models.gan.StyledGenerator;

/** How many values codes have. */
final class CodeShapes {
    private CodeShapes() {}

    /** Checks the number of values of a row's codes, and that they are finite. */
    static void check(GeneratorConfig config, LatentSpace space, float[] codes) {
        if (space == LatentSpace.Y) {
            int layers = config.layers();
            int least = StyledGenerator.modulationSize(config);
            if (codes.length % layers != 0 || codes.length / layers < least) {
                throw wrong(space, codes.length, layers + " layers of " + least + " values each");
            }
        } else if (codes.length != size(config, space)) {
            throw wrong(space, codes.length, Long.toString(size(config, space)));
        }
        for (int i = 0; i < codes.length; i++) {
            if (!Float.isFinite(codes[i])) {
                throw new IllegalArgumentException(
                        "Value " + i + " of the codes is " + codes[i] + ", not a finite number.");
            }
        }
    }

    private static IllegalArgumentException wrong(LatentSpace space, int given, String right) {
        return new IllegalArgumentException(
                "Codes of "
                        + space
                        + " with "
                        + given
                        + " values do not fit the model; "
                        + right
                        + " would be right.");
    }

    /** Number of values of a row; of Y the least. */
    static int size(GeneratorConfig config, LatentSpace space) {
        return switch (space) {
            case Z -> config.zDim();
            case W -> config.repeatW() ? config.wDim() : config.layers() * config.wDim();
            case WP -> config.layers() * config.wDim();
            case Y -> config.layers() * StyledGenerator.modulationSize(config);
        };
    }

    /** Shape of a batch of rows of so many values each. */
    static long[] of(GeneratorConfig config, LatentSpace space, int rows, int values) {
        boolean layered = space == LatentSpace.WP || space == LatentSpace.Y;
        return layered
                ? new long[] {rows, config.layers(), values / config.layers()}
                : new long[] {rows, values};
    }
}
