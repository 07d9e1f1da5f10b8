// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.restauro.engine.ComputePolicy;
import org.restauro.models.mat.MatConfig;

/**
 * What a training benchmark measures.
 *
 * @param network such as small-64, mat-256 or stylegan2-64
 * @param batch images a step
 * @param precision of the policy; null for the best
 * @param checkpointing whether parts are computed again for their gradients
 */
record TrainCase(String network, int batch, String precision, boolean checkpointing) {
    private static final Pattern NETWORK = Pattern.compile("(small|mat|stylegan2)-(\\d{2,4})");
    private static final int SMALL_BATCH = 8;
    private static final int LARGE_BATCH = 2;

    /** Side of a network's pictures. */
    static int resolution(String network) {
        Matcher matcher = NETWORK.matcher(network);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "There is no network \""
                            + network
                            + "\" to train; small-64, mat-256 or stylegan2-64 would be right, and"
                            + " other powers of two.");
        }
        return Integer.parseInt(matcher.group(2));
    }

    /** Untrained networks. */
    BenchedNetworks networks(ComputePolicy policy, boolean withPerceptual) {
        int resolution = resolution(network);
        if (isGan(network)) {
            return new BenchedGan(resolution, policy);
        }
        MatConfig config =
                network.startsWith("small")
                        ? MatConfig.small(resolution)
                        : MatConfig.published(resolution);
        return new BenchedMat(config, batch, policy, withPerceptual);
    }

    /** Images a step unless the user says otherwise. */
    static int usualBatch(String network) {
        boolean small = network.startsWith("small") || isGan(network) && resolution(network) <= 64;
        return small ? SMALL_BATCH : LARGE_BATCH;
    }

    /** Whether it is a StyleGAN2, which has R1 in every step and no perceptual loss. */
    static boolean isGan(String network) {
        return network.startsWith("stylegan2");
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
