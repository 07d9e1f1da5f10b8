// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import java.util.HashMap;
import java.util.Map;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;

/** Reads {@code controllers.ProgressScheduler}. */
final class ProgressReader {
    private static final String GROUP = "controllers.ProgressScheduler";
    private static final long MANY = 1L << 40;
    private static final int LARGEST = 1024;

    private ProgressReader() {}

    /** The schedule; null if it is switched off. */
    static ProgressSchedule schedule(
            SettingsTree tree, GeneratorConfig generator, int batch, int replicas) {
        if (!tree.flag(GROUP + ".enabled")) {
            return null;
        }
        if (!generator.family().progressive()) {
            throw new SettingsException(
                    "controllers.ProgressScheduler grows networks, but a "
                            + generator.family()
                            + " does not grow; gan_type pggan or stylegan, or no ProgressScheduler,"
                            + " would be right.");
        }
        String first = GROUP + ".init_res";
        int initial = tree.integer(first, 4, generator.resolution());
        if (Integer.bitCount(initial) != 1) {
            throw tree.wrong(first, "a power of two from 4 to " + generator.resolution());
        }
        long training = tree.whole(GROUP + ".lod_training_img", 0, MANY);
        long transition = tree.whole(GROUP + ".lod_transition_img", 0, MANY);
        if (training + transition == 0) {
            throw tree.wrong(GROUP + ".lod_training_img", "1 or more");
        }
        return new ProgressSchedule(
                generator.resolution(),
                initial,
                tree.integer(GROUP + ".minibatch_repeats", 1, 1 << 20),
                training,
                transition,
                batches(tree),
                batch,
                rates(tree),
                replicas);
    }

    /** Whether optimizers begin anew when a resolution comes. */
    static boolean resets(SettingsTree tree) {
        return tree.flag(GROUP + ".reset_optimizer");
    }

    private static Map<Integer, Integer> batches(SettingsTree tree) {
        Map<Integer, Integer> batches = new HashMap<>();
        for (int side = 4; side <= LARGEST; side *= 2) {
            String key = GROUP + ".batch_size_schedule.res" + side;
            if (!tree.isOpen(key)) {
                batches.put(side, tree.integer(key, 1, 1 << 20));
            }
        }
        return batches;
    }

    private static Map<Integer, Double> rates(SettingsTree tree) {
        Map<Integer, Double> rates = new HashMap<>();
        for (int side = 4; side <= LARGEST; side *= 2) {
            String key = GROUP + ".lr_schedule.res" + side;
            if (!tree.isOpen(key)) {
                rates.put(side, tree.number(key, 0, 1e6));
            }
        }
        return rates;
    }
}
