// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.restauro.models.mat.MatConfig;

/**
 * What a training benchmark measures.
 *
 * @param network such as small-64 or mat-256
 * @param batch images a step
 * @param precision of the policy; null for the best
 * @param checkpointing whether parts are computed again for their gradients
 */
record TrainCase(String network, int batch, String precision, boolean checkpointing) {
    private static final Pattern NETWORK = Pattern.compile("(small|mat)-(\\d{2,4})");
    private static final int SMALL_BATCH = 8;
    private static final int LARGE_BATCH = 2;

    /** The shape of a network. */
    static MatConfig config(String network) {
        Matcher matcher = NETWORK.matcher(network);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "There is no network \""
                            + network
                            + "\" to train; small-64 or mat-256 would be right, and other powers of"
                            + " two.");
        }
        int resolution = Integer.parseInt(matcher.group(2));
        return isSmall(network) ? MatConfig.small(resolution) : MatConfig.published(resolution);
    }

    /** Images a step unless the user says otherwise. */
    static int usualBatch(String network) {
        return isSmall(network) ? SMALL_BATCH : LARGE_BATCH;
    }

    private static boolean isSmall(String network) {
        return network.startsWith("small");
    }

    /** In the form that {@link #parse} reads. */
    @Override
    public String toString() {
        return network + "," + batch + "," + precision + "," + checkpointing;
    }

    /** Reads what {@link #toString} writes. */
    static TrainCase parse(String text) {
        String[] parts = text.split(",");
        return new TrainCase(
                parts[0],
                Integer.parseInt(parts[1]),
                "null".equals(parts[2]) ? null : parts[2],
                Boolean.parseBoolean(parts[3]));
    }
}
