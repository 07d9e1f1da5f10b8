// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.restauro.engine.ComputePolicy;
import org.restauro.metrics.distribution.PathLength;
import org.restauro.models.gan.GanModels;
import org.restauro.models.gan.synthesis.ImageSynthesizer;
import picocli.CommandLine.Option;

/** The options that say which generator's paths are measured, and which paths. */
final class PathLengthOptions {
    private enum Sampling {
        END,
        FULL
    }

    @Option(
            names = "--generator",
            paramLabel = "MODEL",
            description = "A GAN: its perceptual path length (ppl) is measured.")
    private Path generator;

    @Option(
            names = "--ppl-samples",
            paramLabel = "N",
            defaultValue = "50000",
            description = "Paths (default ${DEFAULT-VALUE}, as published).")
    private int samples;

    @Option(
            names = "--ppl-space",
            paramLabel = "SPACE",
            description = "What they lead through: w (default; of PGGAN z) or z.")
    private PathLength.Space space;

    @Option(
            names = "--ppl-sampling",
            paramLabel = "WHERE",
            defaultValue = "end",
            description = "Where a step begins: end (default; the path's beginning) or full.")
    private Sampling sampling;

    @Option(
            names = "--ppl-epsilon",
            paramLabel = "LENGTH",
            defaultValue = "1e-4",
            description = "Length of a step (default ${DEFAULT-VALUE}).")
    private double epsilon;

    @Option(names = "--ppl-crop", description = "Compare only where faces are, as for FFHQ.")
    private boolean crop;

    @Option(
            names = "--ppl-seed",
            paramLabel = "S",
            defaultValue = "0",
            description = "Which paths (default ${DEFAULT-VALUE}).")
    private long seed;

    boolean given() {
        return generator != null;
    }

    /** Opens the generator; null if none is given. The caller closes it. */
    ImageSynthesizer open(ComputePolicy policy) throws IOException {
        if (generator == null) {
            return null;
        }
        if (!Files.isRegularFile(generator)) {
            throw new IOException("There is no model file " + generator + ".");
        }
        return new ImageSynthesizer(GanModels.generator(generator, policy), policy, 0);
    }

    /** Which paths of an opened generator. */
    PathLength paths(ImageSynthesizer opened) {
        boolean styles = opened == null || opened.hasStyles();
        PathLength.Space usual = styles ? PathLength.Space.W : PathLength.Space.Z;
        return PathLength.PUBLISHED
                .with(space == null ? usual : space, sampling == Sampling.FULL)
                .withSamples(samples)
                .withEpsilon(epsilon)
                .cropped(crop)
                .withSeed(seed);
    }
}
