// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.MemoryUse;
import org.restauro.engine.nn.Freezing;
import org.restauro.training.Phase;
import org.restauro.training.PhaseStep;
import org.restauro.training.StepNoise;
import org.restauro.training.StepSettings;
import org.restauro.training.TrainingBatch;

/** Measures the memory of steps on made-up images, which are computed and not applied. */
final class MemoryProbe {
    private static final int ROUNDS = 2;

    /**
     * A difference that is no accident, in bytes. Below it, what libraries take per call weighs as
     * much as the images, which then seem to need more than they do in larger batches.
     */
    private static final long PLAIN = 512_000_000;

    /** Most images at a time in a measurement. */
    private static final int MOST = 32;

    private final ReferenceNetworks networks;

    /** Takes the networks of a run, with everything unfrozen that will ever be. */
    MemoryProbe(ReferenceNetworks networks) {
        this.networks = networks;
    }

    /** Peak of a step with so many images at a time; −1 where it cannot be measured. */
    long measure(ComputePolicy policy, boolean checkpointing, int together) {
        System.gc(); // what Java holds of earlier work shall not count
        try (MemoryUse use = MemoryUse.begin(policy.device())) {
            StepSettings settings =
                    StepSettings.plain(policy, together).withCheckpointing(checkpointing);
            TrainingBatch batch = batch(ROUNDS * together);
            for (Phase phase : networks.phases()) {
                PhaseStep.compute(phase, 0, batch, settings, StepNoise.seeded(1)).close();
            }
            return use.peak();
        }
    }

    /**
     * The estimate; null where nothing can be measured.
     *
     * @param policy how to compute
     * @param budget steps that will take more, in bytes, are not tried
     */
    MemoryEstimate estimate(ComputePolicy policy, boolean checkpointing, long budget) {
        // the first step makes room that later ones find: libraries, compiled operations
        if (measure(policy, checkpointing, 1) < 0) {
            return null;
        }
        NavigableMap<Integer, Long> measured = new TreeMap<>();
        int few = 1;
        long less = measure(policy, checkpointing, 1);
        long more = measure(policy, checkpointing, 2);
        measured.put(1, less);
        measured.put(2, more);
        // one image is computed in other ways than several, and what allocators hold back hides
        // small differences
        while ((few == 1 || more - less < PLAIN) && few < MOST / 2) {
            if (more + 2 * (more - less) > budget) {
                break;
            }
            few *= 2;
            less = more;
            more = measure(policy, checkpointing, 2 * few);
            measured.put(2 * few, more);
        }
        Freezing.Share share = networks.generator().freezing().total();
        long weights = share.total() * Float.BYTES;
        long gradients = share.trainable() * Float.BYTES;
        long each = Math.max(0, (more - less) / few);
        return new MemoryEstimate(
                policy.precision(),
                checkpointing,
                weights,
                gradients,
                2 * gradients,
                each,
                measured,
                Math.max(0, more - 2 * few * each - weights - 3 * gradients));
    }

    private TrainingBatch batch(int size) {
        int side = networks.generator().config().resolution();
        int pictureSide = networks.generator().reference().config().pictureSize();
        Random random = new Random(1);
        float[] images = values(random, size * 3 * side * side);
        float[] masks = new float[size * side * side];
        for (int i = 0; i < masks.length; i++) {
            masks[i] = i % side < side / 2 ? 1 : 0;
        }
        List<float[]> references = new ArrayList<>();
        float[] picture = values(random, 3 * pictureSide * pictureSide);
        for (int i = 0; i < size; i++) {
            references.add(picture);
        }
        return new TrainingBatch(size, side, images, masks, new float[0])
                .withReferences(references);
    }

    private static float[] values(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return values;
    }
}
