// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.restauro.models.gan.GanFamily;
import org.restauro.training.config.SettingsTree;

/**
 * StyleGAN2-ADA's recipes (Karras et al. 2020, "Training with limited data", appendix) as settings
 * for one device: {@code ada-auto}, which follows from the resolution, and the fixed ones, {@code
 * ada-stylegan2}, {@code ada-paper256}, {@code ada-paper512}, {@code ada-paper1024}, {@code
 * ada-cifar}.
 */
final class AdaPresets {
    private static final String AUTO = "ada-auto";
    private static final String CIFAR = "ada-cifar";
    private static final int AUTO_RESOLUTION = 256;

    /** Channels times resolution; half of it where a recipe says so. */
    private static final int CHANNEL_BASE = 32768;

    /**
     * Numbers of a recipe.
     *
     * @param resolution where the user states none
     * @param batch images a step
     * @param together of them that the published machines computed at a time
     * @param group of the minibatch standard deviation
     * @param channels share of the full number of channels
     * @param rate learning rate of both networks
     * @param gamma weight of R1
     * @param average half-life of the average, thousands of images
     * @param rampUp of the average
     * @param mapping layers of the mapping network
     */
    private record Recipe(
            int resolution,
            int batch,
            int together,
            int group,
            double channels,
            double rate,
            double gamma,
            double average,
            double rampUp,
            int mapping) {}

    private static final Map<String, Recipe> FIXED = new LinkedHashMap<>();

    static {
        FIXED.put("ada-stylegan2", new Recipe(1024, 32, 4, 4, 1, 0.002, 10, 10, 0, 8));
        FIXED.put("ada-paper256", new Recipe(256, 64, 8, 8, 0.5, 0.0025, 1, 20, 0, 8));
        FIXED.put("ada-paper512", new Recipe(512, 64, 8, 8, 1, 0.0025, 0.5, 20, 0, 8));
        FIXED.put("ada-paper1024", new Recipe(1024, 32, 4, 4, 1, 0.002, 2, 10, 0, 8));
        FIXED.put(CIFAR, new Recipe(32, 64, 32, 32, 1, 0.0025, 0.01, 500, 0.05, 2));
    }

    /** The names. */
    static final List<String> NAMES =
            List.of(AUTO, "ada-stylegan2", "ada-paper256", "ada-paper512", "ada-paper1024", CIFAR);

    private AdaPresets() {}

    /**
     * What a recipe changes of the defaults.
     *
     * @param wanted the user's settings over the defaults
     * @param sized whether the user states a resolution
     */
    static ObjectNode recipe(String name, SettingsTree wanted, boolean sized) {
        int stated = sized ? wanted.integer("resolution", 8, 1024) : 0;
        Recipe recipe =
                name.equals(AUTO) ? auto(sized ? stated : AUTO_RESOLUTION) : FIXED.get(name);
        ObjectNode table = JsonNodeFactory.instance.objectNode();
        table.put("gan_type", GanFamily.STYLEGAN2_ADA.toString());
        table.put("resolution", sized ? stated : recipe.resolution());
        table.put("batch_size", recipe.batch());
        table.put("val_batch_size", recipe.together());
        boolean cifar = name.equals(CIFAR);
        networks(table.putObject("modules"), recipe, cifar);
        table.putObject("loss").putObject("d_loss_kwargs").put("r1_gamma", recipe.gamma());
        table.putObject("training").put("microBatch", recipe.together()).put("adam", "pytorch");
        table.putObject("regularisation")
                .put("discriminatorInterval", 16)
                .put("pathLengthWeight", cifar ? 0 : 2)
                .put("generatorFirst", true);
        table.putObject("average").put("rampUp", recipe.rampUp());
        table.putObject("augment").put("mode", "ada");
        return table;
    }

    /** The published rule for data nobody has tuned for, on one device. */
    private static Recipe auto(int resolution) {
        int batch = Math.max(Math.min(4096 / resolution, 32), 1);
        return new Recipe(
                resolution,
                batch,
                batch,
                Math.min(batch, 4),
                resolution >= 512 ? 1 : 0.5,
                resolution >= 1024 ? 0.002 : 0.0025,
                0.0002 * resolution * resolution / batch,
                batch * 10 / 32.0,
                0.05,
                2);
    }

    private static void networks(ObjectNode modules, Recipe recipe, boolean cifar) {
        ObjectNode judge = modules.putObject("discriminator");
        ObjectNode judging = judge.putObject("model");
        judging.put("fmaps_base", (int) (recipe.channels() * CHANNEL_BASE));
        judging.put("minibatch_std_group_size", recipe.group());
        judging.put("mapping_layers", 8).put("conv_clamp", 256);
        if (cifar) {
            judging.put("architecture", "origin");
        }
        judge.putObject("opt").put("base_lr", recipe.rate());
        ObjectNode generator = modules.putObject("generator");
        generator
                .putObject("model")
                .put("fmaps_base", (int) (recipe.channels() * CHANNEL_BASE))
                .put("mapping_layers", recipe.mapping())
                .put("conv_clamp", 256)
                .put("shared_filter", false);
        generator.putObject("opt").put("base_lr", recipe.rate());
        generator.putObject("kwargs_train").put("style_mixing_prob", cifar ? 0 : 0.9);
        generator.put("g_smooth_img", recipe.average() * 1000);
    }
}
