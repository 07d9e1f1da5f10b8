// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.mat;

import java.util.function.ToDoubleFunction;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.loss.TwoStageLoss;
import org.restauro.training.optim.AdamSettings;
import org.restauro.training.optim.RateSchedule;

/**
 * How networks learn.
 *
 * @param generator Adam of the generator
 * @param discriminator Adam of the discriminator
 * @param transformerFactor learning rate of the generator's transformer by that of the rest
 * @param schedule factor of all learning rates over the steps
 */
record OptimizerSettings(
        AdamSettings generator,
        AdamSettings discriminator,
        double transformerFactor,
        RateSchedule schedule) {
    private static final double EPSILON = 1e-8;

    /** Where a warm-up begins, by the full rate. */
    private static final double FIRST = 0.01;

    private enum Schedule {
        CONSTANT,
        COSINE,
        STEPS,
        EXPONENTIAL
    }

    static OptimizerSettings of(SettingsTree tree, long steps, int batch) {
        double rate = rate(tree, "optimizer.generatorRate");
        double transformer =
                tree.isOpen("optimizer.transformerRate")
                        ? rate
                        : rate(tree, "optimizer.transformerRate");
        return new OptimizerSettings(
                adam(tree, rate, TwoStageLoss.PATH_INTERVAL),
                adam(tree, rate(tree, "optimizer.discriminatorRate"), TwoStageLoss.R1_INTERVAL),
                transformer / rate,
                schedule(tree, steps, batch));
    }

    private static double rate(SettingsTree tree, String key) {
        return tree.number(key, Double.MIN_NORMAL, 1);
    }

    private static AdamSettings adam(SettingsTree tree, double rate, int interval) {
        AdamSettings plain =
                new AdamSettings(
                        rate,
                        tree.number("optimizer.beta1", 0, Math.nextDown(1.0)),
                        tree.number("optimizer.beta2", 0, Math.nextDown(1.0)),
                        EPSILON,
                        0,
                        true);
        return tree.flag("optimizer.lazyScaling") ? plain.lazy(interval) : plain;
    }

    private static RateSchedule schedule(SettingsTree tree, long steps, int batch) {
        double kimg = tree.number("optimizer.scheduleKimg", 0, Double.POSITIVE_INFINITY);
        long period = kimg == 0 ? steps : MatTrainingSettings.steps(kimg, batch);
        double factor = tree.number("optimizer.scheduleFactor", 0, 1);
        RateSchedule schedule =
                switch (tree.choice("optimizer.schedule", Schedule.class)) {
                    case CONSTANT -> RateSchedule.constant();
                    case COSINE ->
                            RateSchedule.cosine(
                                    period, tree.number("optimizer.restartGrowth", 1, 100), factor);
                    case STEPS -> RateSchedule.steps(period, factor);
                    case EXPONENTIAL -> RateSchedule.exponential(period, factor);
                };
        double warmup = tree.number("optimizer.warmupKimg", 0, Double.POSITIVE_INFINITY);
        if (warmup == 0) {
            return schedule;
        }
        return schedule.warmedUp(
                tree.choice("optimizer.warmup", RateSchedule.WarmUp.class),
                MatTrainingSettings.steps(warmup, batch),
                FIRST);
    }

    /** Factors of the generator's learning rate: those of the transformer's parameters differ. */
    ToDoubleFunction<String> generatorFactors() {
        return name -> name.startsWith("synthesis.first_stage.tran.") ? transformerFactor : 1;
    }
}
