// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a progressively grown GAN grows (Karras et al. 2018, as GenForce schedules it): each
 * resolution is trained for a number of images, then the next one fades in over a number of images.
 *
 * <p>The level of detail is a function of the images seen, looked up anew in every {@code
 * repeats}-th step only.
 *
 * @param resolution of the full networks, a power of two
 * @param initialResolution where training begins, a power of two
 * @param repeats steps that share a level of detail
 * @param trainingImages for which a resolution is trained once it is there
 * @param transitionImages over which the next resolution fades in; 0 for at once
 * @param batches images of a step and replica by resolution; those missing have the base batch. If
 *     it is empty the published multiples of the base batch hold, up to 64
 * @param baseBatch images of a step and replica
 * @param rateFactors of the learning rates by resolution; those missing have 1. If it is empty the
 *     published ones hold
 * @param replicas that train together
 */
public record ProgressSchedule(
        int resolution,
        int initialResolution,
        int repeats,
        long trainingImages,
        long transitionImages,
        Map<Integer, Integer> batches,
        int baseBatch,
        Map<Integer, Double> rateFactors,
        int replicas) {
    /** Images of a resolution and of a transition, as published. */
    public static final long PUBLISHED_IMAGES = 600_000;

    /** Steps that share a level of detail, as published. */
    public static final int PUBLISHED_REPEATS = 4;

    private static final int LARGEST_BATCH = 64;

    /** From this resolution on the base batch itself is used. */
    private static final int BASE_RESOLUTION = 64;

    /**
     * Where a run stands.
     *
     * @param lod level of detail: 0 for the full size, fractions while a resolution fades in
     * @param resolution of the images
     * @param batch images of a step and replica
     * @param rateFactor of the learning rates
     */
    public record State(double lod, int resolution, int batch, double rateFactor) {
        /** Whether optimizers begin anew on the way from a state, null for the first one. */
        public boolean resets(State before) {
            return before == null
                    || (int) lod != (int) before.lod
                    || Math.ceil(lod) != Math.ceil(before.lod);
        }
    }

    /**
     * A change of a run.
     *
     * @param step the first one, counted from 0, in which the state holds
     * @param images seen before it
     * @param resets whether optimizers begin anew
     */
    public record Change(long step, long images, State state, boolean resets) {}

    /** Checks the numbers and copies the tables. */
    public ProgressSchedule {
        require(power(resolution) && resolution >= 4, "resolution", resolution);
        require(
                power(initialResolution) && initialResolution >= 4,
                "initial resolution",
                initialResolution);
        require(initialResolution <= resolution, "initial resolution", initialResolution);
        require(repeats >= 1, "number of repeats", repeats);
        require(
                trainingImages >= 0 && transitionImages >= 0,
                "number of images",
                Math.min(trainingImages, transitionImages));
        require(trainingImages + transitionImages >= 1, "number of images", 0);
        require(baseBatch >= 1, "batch", baseBatch);
        require(replicas >= 1, "number of replicas", replicas);
        batches.values().forEach(b -> require(b >= 1, "batch", b));
        batches = Map.copyOf(batches);
        rateFactors.values().forEach(f -> require(f >= 0, "factor of learning rates", f));
        rateFactors = Map.copyOf(rateFactors);
    }

    private static boolean power(int n) {
        return Integer.bitCount(n) == 1;
    }

    private static void require(boolean holds, String what, double value) {
        if (!holds) {
            throw new IllegalArgumentException(
                    String.format(
                            "A progressive schedule cannot have a %s of %s; resolutions are powers"
                                    + " of two from 4 on that do not fall, everything else is 1 or"
                                    + " more, images and factors 0 or more.",
                            what, value == Math.rint(value) ? "" + (long) value : "" + value));
        }
    }

    /** The level of detail at the initial resolution. */
    public int levels() {
        return Integer.numberOfTrailingZeros(resolution / initialResolution);
    }

    /** The state after so many images. */
    public State at(long seenImages) {
        long period = trainingImages + transitionImages;
        double lod = levels() - seenImages / period;
        if (transitionImages > 0) {
            long into = Math.max(seenImages % period - trainingImages, 0);
            lod -= (double) into / transitionImages;
        }
        lod = Math.max(lod, 0);
        int side = initialResolution << (int) Math.ceil(levels() - lod);
        return new State(lod, side, batch(side), rateFactor(side));
    }

    /** Images of a step and replica at a resolution. */
    public int batch(int side) {
        if (batches.isEmpty()) {
            return Math.min(LARGEST_BATCH, baseBatch * Math.max(1, BASE_RESOLUTION / side));
        }
        return batches.getOrDefault(side, baseBatch);
    }

    private double rateFactor(int side) {
        if (!rateFactors.isEmpty()) {
            return rateFactors.getOrDefault(side, 1.0);
        }
        return switch (side) {
            case 128 -> 1.5;
            case 256 -> 2;
            default -> side > 256 ? 3 : 1;
        };
    }

    /** Steps until so many images are seen by all replicas, as the published code counts them. */
    public long totalSteps(long totalImages) {
        long period = trainingImages + transitionImages;
        long images = 0;
        long steps = 0;
        int batch = 0;
        while (images < totalImages) {
            if (steps % repeats == 0) {
                long phase = Math.min((images + transitionImages) / period, levels());
                batch = batch(initialResolution << (int) phase) * replicas;
            }
            images += batch;
            steps++;
        }
        return steps;
    }

    /** Where resolution, batch or optimizers change in a run of so many steps. */
    public List<Change> changes(long steps) {
        List<Change> changes = new ArrayList<>();
        State state = null;
        long images = 0;
        for (long step = 0; step < steps; step++) {
            if (step % repeats == 0) {
                State next = at(images);
                boolean resets = next.resets(state);
                if (resets || next.resolution() != state.resolution()) {
                    changes.add(new Change(step, images, next, resets));
                }
                state = next;
            }
            images += (long) state.batch() * replicas;
        }
        return changes;
    }
}
