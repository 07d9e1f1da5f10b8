// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.models.mat.FeatureGuide;

/**
 * The references of a batch: any number for each sample, none included. All tokens of a sample's
 * references answer together; its style is the mean of theirs. Arrays of one pass.
 */
public final class Guidance implements FeatureGuide {
    /** Added to the score of a token that is not there: its weight is exactly 0. */
    private static final float BLOCKED = -1e30f;

    private final ReferenceModule module;
    private final NDArray tokens;
    private final NDArray style;
    private final NDArray blocked;
    private final NDArray present;
    private final boolean empty;
    private Watcher watcher;

    /** Sees where the features of a side look. */
    @FunctionalInterface
    interface Watcher {
        /**
         * Sees one side.
         *
         * @param height of the features at hand
         * @param width of the features at hand
         * @param attention (batch, h·w, tokens of all references); it is closed afterwards
         */
        void saw(int side, int height, int width, NDArray attention);
    }

    private Guidance(
            ReferenceModule module,
            NDArray tokens,
            NDArray style,
            NDArray blocked,
            NDArray present,
            boolean empty) {
        this.module = module;
        this.tokens = tokens;
        this.style = style;
        this.blocked = blocked;
        this.present = present;
        this.empty = empty;
    }

    /**
     * Gives each sample its references.
     *
     * @param encoded all references that occur; null if none does
     * @param references numbers of each sample's references among the encoded ones; an empty array
     *     for a sample without, which is then computed as plain MAT does
     */
    public static Guidance of(
            Pass pass, ReferenceModule module, Encoded encoded, int[][] references) {
        int n = references.length;
        int most = Math.max(1, Arrays.stream(references).mapToInt(r -> r.length).max().orElse(1));
        int count = encoded == null ? 0 : encoded.count();
        int perReference = module.config().tokens();
        float[] numbers = new float[n * most];
        float[] shares = new float[n * most];
        float[] blocked = new float[n * most * perReference];
        float[] present = new float[n];
        boolean empty = true;
        for (int i = 0; i < n; i++) {
            int own = references[i].length;
            for (int j = 0; j < most; j++) {
                int at = i * most + j;
                if (j < own) {
                    check(references[i][j], count);
                    numbers[at] = references[i][j];
                    shares[at] = 1f / own;
                } else {
                    int first = at * perReference;
                    Arrays.fill(blocked, first, first + perReference, BLOCKED);
                }
            }
            present[i] = own > 0 ? 1 : 0;
            empty &= own == 0;
        }
        NDArray share = pass.array(shares, n, most, 1);
        NDArray index = pass.array(numbers, n * most);
        NDArray tokens;
        NDArray style;
        if (encoded == null) {
            int size = module.config().tokenSize();
            tokens = pass.array(new float[n * perReference * size], n, perReference, size);
            style =
                    pass.array(
                            new float[n * module.config().styleSize()],
                            n,
                            module.config().styleSize());
        } else {
            tokens = gathered(encoded.tokens(), index, n, most * perReference);
            try (NDArray all = gathered(encoded.style(), index, n, most)) {
                style =
                        ScriptFunction.of(
                                        "x: Tensor, s: Tensor",
                                        "Tensor",
                                        "return torch.sum(torch.mul(x, s), [1], False, dtype=None)")
                                .apply(all, share);
            }
        }
        share.close();
        index.close();
        return new Guidance(
                module,
                tokens,
                style,
                pass.array(blocked, n, most * perReference),
                pass.array(present, n),
                empty);
    }

    private static void check(int number, int count) {
        if (number < 0 || number >= count) {
            throw new IllegalArgumentException(
                    "There is no reference number "
                            + number
                            + "; "
                            + count
                            + " were encoded, numbered from 0.");
        }
    }

    private static NDArray gathered(NDArray x, NDArray index, int n, int rows) {
        return ScriptFunction.of(
                        "x: Tensor, i: Tensor",
                        "Tensor",
                        "y = torch.index_select(x, 0, torch.to(i, 4))\nreturn torch.reshape(y, ["
                                + n
                                + ", "
                                + rows
                                + ", torch.size(x, -1)])")
                .apply(x, index);
    }

    /** (batch, tokens of all references, token size). */
    NDArray tokens() {
        return tokens;
    }

    /** (batch, style size). */
    NDArray style() {
        return style;
    }

    /** (batch, tokens): 0, or much less than 0 for tokens that are not there. */
    NDArray blocked() {
        return blocked;
    }

    /** (batch): 1 where a sample has references, else 0. */
    NDArray present() {
        return present;
    }

    /** Sees where each fusion looks; only in passes that record no gradients. */
    void watch(Watcher taker) {
        watcher = taker;
    }

    @Override
    public NDArray features(Pass pass, int side, NDArray x) {
        if (skipped(pass)) {
            return x;
        }
        if (watcher != null) {
            try (NDArray attention = module.attention(pass, side, x, this)) {
                if (attention != null) {
                    int height = Math.toIntExact(x.getShape().get(2));
                    int width = Math.toIntExact(x.getShape().get(3));
                    watcher.saw(side, height, width, attention);
                }
            }
        }
        return module.fuse(pass, side, x, this);
    }

    @Override
    public NDArray style(Pass pass, NDArray global) {
        return skipped(pass) ? global : module.inject(pass, global, this);
    }

    /** A pass that trains needs a graph, be it of zeros; others need not compute what is unused. */
    private boolean skipped(Pass pass) {
        return empty && !pass.gradients();
    }
}
