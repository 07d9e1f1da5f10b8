// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

/**
 * Where the features of one piece of an image looked in its references: the mean over the attention
 * heads of one fusion.
 *
 * @param references what was looked at
 * @param side which fusion: 16, 32 or 64
 * @param height rows of the features
 * @param width columns of the features
 * @param weights for each position, row by row, the weights of the tokens of the first reference,
 *     row by row over its grid, then of the next; they sum to 1
 * @param holes for each position the share of missing pixels, 0 … 1
 */
public record AttentionMap(
        ReferenceFeatures references,
        int side,
        int height,
        int width,
        float[] weights,
        float[] holes) {
    /** Tokens of a reference in a row or a column of its grid. */
    public int grid() {
        return references.config().grid();
    }

    /** Where one position looked in one reference: grid · grid weights. */
    public float[] at(int y, int x, int reference) {
        int tokens = grid() * grid();
        int first = ((y * width + x) * references.count() + reference) * tokens;
        float[] found = new float[tokens];
        System.arraycopy(weights, first, found, 0, tokens);
        return found;
    }

    /**
     * Where the missing positions looked in one reference: grid · grid weights, the mean over all
     * positions by their share of missing pixels; zeros if nothing is missing. Over all references
     * they sum to 1.
     */
    public float[] lookedAt(int reference) {
        int tokens = grid() * grid();
        double[] sum = new double[tokens];
        double total = 0;
        for (int i = 0; i < holes.length; i++) {
            if (holes[i] > 0) {
                total += holes[i];
                int first = (i * references.count() + reference) * tokens;
                for (int t = 0; t < tokens; t++) {
                    sum[t] += (double) holes[i] * weights[first + t];
                }
            }
        }
        float[] mean = new float[tokens];
        for (int t = 0; t < tokens && total > 0; t++) {
            mean[t] = (float) (sum[t] / total);
        }
        return mean;
    }

    /** Missing pixels, counted in positions: how much {@link #lookedAt} weighs. */
    public double missing() {
        double total = 0;
        for (float hole : holes) {
            total += hole;
        }
        return total;
    }
}
