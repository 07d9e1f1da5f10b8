// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.published;

import java.util.List;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.optim.AdamSettings;

/**
 * Reads {@code opt}: {@code opt_type} Adam with {@code base_lr}, {@code betas}, {@code eps}, {@code
 * base_wd}, {@code bias_lr_multiplier}, {@code bias_wd_multiplier}.
 *
 * @param adam rate and decays
 * @param biasRate learning rate of parameters whose name contains "bias", by that of the others
 * @param biasDecay the same for their weight decay
 */
public record PublishedOptimizer(AdamSettings adam, double biasRate, double biasDecay) {
    /**
     * Reads the group.
     *
     * @param group such as {@code modules.generator.opt}
     * @param epsilonCorrected false for GenForce's Adam, true for PyTorch's; see {@link
     *     AdamSettings}
     * @throws SettingsException saying which setting cannot be used
     */
    public static PublishedOptimizer of(SettingsTree tree, String group, boolean epsilonCorrected) {
        if (!tree.text(group + ".opt_type").equalsIgnoreCase("adam")) {
            throw tree.wrong(group + ".opt_type", "Adam");
        }
        if (tree.flag(group + ".amsgrad")) {
            throw tree.wrong(group + ".amsgrad", "false");
        }
        List<Double> betas = PublishedConfig.numbers(tree, group + ".betas", 2);
        if (betas.stream().anyMatch(b -> b < 0 || b >= 1)) {
            throw tree.wrong(group + ".betas", "a list of two numbers from 0 to below 1");
        }
        AdamSettings adam =
                new AdamSettings(
                        tree.number(group + ".base_lr", Double.MIN_NORMAL, 1),
                        betas.get(0),
                        betas.get(1),
                        tree.number(group + ".eps", 0, 1),
                        tree.number(group + ".base_wd", 0, 1e3),
                        epsilonCorrected);
        return new PublishedOptimizer(
                adam,
                tree.number(group + ".bias_lr_multiplier", 0, 1e6),
                tree.number(group + ".bias_wd_multiplier", 0, 1e6));
    }

    /** The same for a network whose regularisation has a phase of its own every n steps. */
    public PublishedOptimizer lazy(int interval) {
        return new PublishedOptimizer(adam.lazy(interval), biasRate, biasDecay);
    }
}
