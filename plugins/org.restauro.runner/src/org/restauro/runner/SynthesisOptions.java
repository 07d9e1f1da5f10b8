// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.util.Locale;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.models.gan.Truncation;
import org.restauro.models.gan.synthesis.IndexList;
import org.restauro.models.gan.synthesis.SynthesisSettings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say how a GAN renders. */
final class SynthesisOptions {
    @Option(
            names = {"--psi", "--trunc"},
            paramLabel = "PSI",
            defaultValue = "0.7",
            description =
                    "How far styles may be from their mean: 1 for all variety, less for fewer but"
                            + " better pictures (default ${DEFAULT-VALUE}).")
    private double psi;

    @Option(
            names = "--layers",
            paramLabel = "N",
            defaultValue = "8",
            description =
                    "Layers that --psi holds for, the coarse ones first; all as StyleGAN2-ADA does"
                            + " (default ${DEFAULT-VALUE}, as GenForce does).")
    private String layers;

    @Option(
            names = {"--noise", "--noise-mode"},
            paramLabel = "MODE",
            defaultValue = "const",
            description = "const (default; stored in the model), random (by the seed) or none.")
    private LayerNoise noise;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "16",
            description = "Pictures computed at once on a GPU (default ${DEFAULT-VALUE}).")
    private int batch;

    SynthesisSettings settings(CommandSpec spec) {
        try {
            return new SynthesisSettings(new Truncation(psi, layerCount()), noise, batch);
        } catch (NumberFormatException e) {
            throw new ParameterException(
                    spec.commandLine(), "--layers is a number or all, not \"" + layers + "\".", e);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private int layerCount() {
        return layers.equals("all") ? Truncation.ALL : Integer.parseInt(layers);
    }

    IndexList layers(String text, CommandSpec spec) {
        try {
            return IndexList.parse(text, "layers");
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** In words, for people. */
    String describe(SynthesisSettings settings) {
        return String.format(
                Locale.ROOT,
                "psi %s in %s layers, noise %s",
                settings.truncation().psi(),
                layers,
                noise.name().toLowerCase(Locale.ROOT));
    }
}
