// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.reference;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.MemoryUse;
import org.restauro.engine.OutOfMemory;
import org.restauro.engine.Precision;
import org.restauro.models.file.ModelFile;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.session.SharedSettings;

/**
 * Chooses how to compute so that training stays within a budget of memory: how many images at a
 * time, gradient checkpointing, precision. Batch and result stay the same, but for the precision.
 *
 * <p>Preferred are, in this order: the precision that suits the device; everything recorded, if two
 * images at a time fit so; checkpointing; as many images at a time as fit. Each choice is measured
 * on the device with a few images before it is trusted. With several devices, all of this holds for
 * each of them.
 *
 * @param settings as they were chosen
 * @param estimate of them; null where memory cannot be measured
 * @param budget in bytes
 */
public record MemoryPlan(ReferenceTrainingSettings settings, MemoryEstimate estimate, long budget) {
    /** Share of the budget that is used: fragments and the unforeseen need some. */
    private static final double USED = 0.95;

    /** Recording everything takes about so many times what checkpointing takes, at most. */
    private static final int DEAREST = 6;

    private static final int ENOUGH_TOGETHER = 2;

    /**
     * Plans a run; without {@code training.memory} everything stays as it is set.
     *
     * @throws SettingsException if even the cheapest way does not fit
     */
    static MemoryPlan of(
            ReferenceTrainingSettings settings, ModelFile backbone, String backboneName)
            throws IOException {
        SettingsTree tree = settings.tree();
        if (tree.isOpen("training.memory")) {
            return new MemoryPlan(settings, null, 0);
        }
        long budget = MemorySize.parse(tree.text("training.memory"));
        try (ReferenceNetworks networks =
                ReferenceNetworks.create(settings, backbone, backboneName, null)) {
            settings.unfreezing().stages().forEach(s -> networks.generator().unfreeze(s.path()));
            networks.adam().adopt();
            return choose(settings, budget, new MemoryProbe(networks));
        }
    }

    private static MemoryPlan choose(
            ReferenceTrainingSettings settings, long budget, MemoryProbe probe) {
        long usable = (long) (USED * budget);
        int batch = settings.batch();
        MemoryEstimate cheapest = null;
        MemoryEstimate best = null;
        for (Precision precision : precisions(settings.policy())) {
            ComputePolicy policy = settings.policy().with(precision);
            MemoryEstimate saving = measured(probe, policy, true, budget);
            if (saving == null) {
                continue;
            }
            cheapest = cheapest == null || saving.peak(1) < cheapest.peak(1) ? saving : cheapest;
            if (saving.fitting(usable, batch) == 0) {
                continue;
            }
            best = saving;
            // measuring what cannot fit would be an end of the program on a CPU
            if (saving.rest() + DEAREST * saving.own(1) <= budget) {
                MemoryEstimate recording = measured(probe, policy, false, budget);
                boolean enough =
                        recording != null
                                && recording.fitting(usable, batch)
                                        >= Math.min(ENOUGH_TOGETHER, batch);
                best = enough ? recording : saving;
            }
            break;
        }
        if (best == null && cheapest != null) {
            throw new SettingsException(
                    "training.memory is "
                            + MemoryUse.text(budget)
                            + ", but even with one image at a time, gradient checkpointing and "
                            + cheapest.precision()
                            + " training takes "
                            + cheapest.text(1)
                            + "; at least "
                            + MemoryUse.text((long) (cheapest.peak(1) / USED) + 1)
                            + " would be right, or fewer unfrozen layers.");
        }
        return plan(settings, budget, best, usable);
    }

    /** The precision that suits the device first, then shorter ones. */
    private static Set<Precision> precisions(ComputePolicy policy) {
        Set<Precision> order = new LinkedHashSet<>();
        order.add(ComputePolicy.parse(policy.device().toString()).precision());
        order.add(policy.precision());
        order.add(Precision.BFLOAT16);
        return order;
    }

    /** An estimate; null where it cannot be made, be it because memory is too small. */
    private static MemoryEstimate measured(
            MemoryProbe probe, ComputePolicy policy, boolean checkpointing, long budget) {
        try {
            return probe.estimate(policy, checkpointing, budget);
        } catch (RuntimeException e) {
            if (OutOfMemory.caused(e)) {
                return null;
            }
            throw e;
        }
    }

    private static MemoryPlan plan(
            ReferenceTrainingSettings settings, long budget, MemoryEstimate best, long usable) {
        SettingsTree tree = settings.tree().set("training.memory", "");
        if (best == null) {
            // nothing can be measured here: the most careful way
            tree = tree.set("training.microBatch", "1").set("device.gradientCheckpointing", "true");
            return new MemoryPlan(ReferenceTrainingSettings.of(tree), null, budget);
        }
        int together = best.fitting(usable, settings.batch());
        tree =
                tree.set("training.microBatch", Integer.toString(together))
                        .set("device.gradientCheckpointing", Boolean.toString(best.checkpointing()))
                        .set("device.precision", SettingsTree.name(best.precision()));
        return new MemoryPlan(ReferenceTrainingSettings.of(tree), best, budget);
    }

    /** What was chosen, for people; empty if nothing was to be chosen. */
    public String text() {
        if (budget == 0) {
            return "";
        }
        int devices = SharedSettings.replicas(settings.tree());
        int together = settings.microBatch();
        int share = (settings.batch() + devices - 1) / devices;
        return "Memory of "
                + MemoryUse.text(budget)
                + ": "
                + together
                + (together == 1 ? " image" : " images")
                + " at a time, "
                + (share + together - 1) / together
                + " times a step, "
                + (settings.checkpointing() ? "gradient checkpointing" : "everything recorded")
                + ", "
                + settings.policy().precision()
                + (estimate == null
                        ? "; memory cannot be measured here."
                        : "; estimated peak " + estimate.text(together) + ".");
    }
}
