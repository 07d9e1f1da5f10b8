// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.published;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.optim.RateSchedule;
import org.restauro.training.optim.RateSchedule.WarmUp;

/**
 * Reads {@code lr}: {@code lr_type} FIXED, STEP or EXPSTEP with {@code decay_step} (a number of
 * steps, or for STEP and EXPSTEP a list of them) and {@code decay_factor}; {@code warmup_type} NO,
 * CONST, LINEAR or EXP with {@code warmup_iters} and {@code warmup_factor}.
 */
public final class PublishedRate {
    private static final long MANY = 1L << 40;

    private enum Kind {
        FIXED,
        STEP,
        EXPSTEP
    }

    private PublishedRate() {}

    /**
     * The factor of the base rate over the steps.
     *
     * @param group such as {@code modules.generator.lr}
     * @throws SettingsException saying which setting cannot be used
     */
    public static RateSchedule schedule(SettingsTree tree, String group) {
        long warmUp = tree.whole(group + ".warmup_iters", 0, MANY);
        double first = tree.number(group + ".warmup_factor", Double.MIN_NORMAL, 1e6);
        RateSchedule decay = decay(tree, group);
        String type = tree.text(group + ".warmup_type").toUpperCase(Locale.ROOT);
        return switch (type) {
            // published: without a warm-up the decay still waits for its end
            case "NO" -> decay.warmedUp(WarmUp.CONSTANT, warmUp, 1);
            case "CONST" -> decay.warmedUp(WarmUp.CONSTANT, warmUp, first);
            case "LINEAR" -> decay.warmedUp(WarmUp.LINEAR, warmUp, first);
            case "EXP" -> decay.warmedUp(WarmUp.EXPONENTIAL, warmUp, first);
            default -> throw tree.wrong(group + ".warmup_type", "one of NO, CONST, LINEAR, EXP");
        };
    }

    private static RateSchedule decay(SettingsTree tree, String group) {
        Kind kind = tree.choice(group + ".lr_type", Kind.class);
        if (kind == Kind.FIXED) {
            return RateSchedule.constant();
        }
        String key = group + ".decay_step";
        double factor = tree.number(group + ".decay_factor", 0, 1e6);
        JsonNode steps = tree.json().at("/" + key.replace('.', '/'));
        if (steps.isArray() || steps.isTextual()) {
            return RateSchedule.steps(list(tree, key, steps), factor);
        }
        if (!steps.isIntegralNumber() || steps.asLong() < 1) {
            throw tree.wrong(key, "a number of steps, or a list of steps like [1000, 2000],");
        }
        return kind == Kind.STEP
                ? RateSchedule.steps(steps.asLong(), factor)
                : RateSchedule.exponential(steps.asLong(), factor);
    }

    /** Each step counts once, as in the published set. */
    private static List<Long> list(SettingsTree tree, String key, JsonNode steps) {
        List<Long> values = new ArrayList<>();
        int count = steps.isArray() ? steps.size() : steps.asText().split(",").length;
        for (double value : PublishedConfig.numbers(tree, key, count)) {
            if (value < 0 || value != Math.rint(value)) {
                throw tree.wrong(key, "a list of steps like [1000, 2000]");
            }
            values.add((long) value);
        }
        return values.stream().distinct().toList();
    }
}
