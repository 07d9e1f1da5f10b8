// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.reference;

import java.util.function.ToDoubleFunction;
import org.restauro.models.reference.ReferenceGuidedGenerator;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.optim.AdamSettings;
import org.restauro.training.optim.RateSchedule;

/**
 * How a reference module, and what is unfrozen of its backbone, learn.
 *
 * @param adam numbers of AdamW, with the rate of the module
 * @param backboneFactor rate of the backbone's parts by that of the module
 * @param gateFactor rate of the gates by that of the module
 * @param leastRate where the schedule ends
 */
public record ReferenceOptimizer(
        AdamSettings adam, double backboneFactor, double gateFactor, double leastRate) {
    private static final double FIRST = 0.01;

    private enum Schedule {
        COSINE,
        CONSTANT
    }

    static ReferenceOptimizer of(SettingsTree tree) {
        double rate = tree.number("optimizer.referenceRate", Double.MIN_NORMAL, 1);
        tree.choice("optimizer.schedule", Schedule.class);
        tree.whole("optimizer.warmupSteps", 0, Long.MAX_VALUE);
        tree.whole("optimizer.scheduleSteps", 0, Long.MAX_VALUE);
        tree.number("optimizer.restartGrowth", 1, 100);
        return new ReferenceOptimizer(
                AdamSettings.decoupled(
                        rate,
                        tree.number("optimizer.beta1", 0, Math.nextDown(1.0)),
                        tree.number("optimizer.beta2", 0, Math.nextDown(1.0)),
                        tree.number("optimizer.weightDecay", 0, 1e6)),
                tree.number("optimizer.backboneRate", Double.MIN_NORMAL, 1) / rate,
                tree.number("optimizer.gateFactor", Double.MIN_NORMAL, 1e6),
                tree.number("optimizer.leastRate", 0, 1));
    }

    /** Factors of the learning rate by the parameters' names. */
    ToDoubleFunction<String> factors() {
        String module = ReferenceGuidedGenerator.PREFIX + ".";
        return name -> {
            if (!name.startsWith(module)) {
                return backboneFactor;
            }
            return name.endsWith(".gate") ? gateFactor : 1;
        };
    }

    /** The schedule of a run of so many steps. */
    static RateSchedule schedule(SettingsTree tree, long steps) {
        if (tree.choice("optimizer.schedule", Schedule.class) == Schedule.CONSTANT) {
            return RateSchedule.constant();
        }
        long period = tree.whole("optimizer.scheduleSteps", 0, Long.MAX_VALUE);
        RateSchedule schedule =
                RateSchedule.cosine(
                        period == 0 ? steps : period,
                        tree.number("optimizer.restartGrowth", 1, 100),
                        0);
        long warmup = tree.whole("optimizer.warmupSteps", 0, Long.MAX_VALUE);
        return warmup == 0
                ? schedule
                : schedule.warmedUp(RateSchedule.WarmUp.LINEAR, warmup, FIRST);
    }
}
