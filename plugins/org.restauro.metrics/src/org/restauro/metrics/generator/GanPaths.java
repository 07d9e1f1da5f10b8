// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.generator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.metrics.distribution.PathLength;
import org.restauro.metrics.distribution.RawPicture;
import org.restauro.models.gan.LatentSpace;
import org.restauro.models.gan.Truncation;
import org.restauro.models.gan.synthesis.ClassLabels;
import org.restauro.models.gan.synthesis.ImageSynthesizer;
import org.restauro.models.gan.synthesis.LatentPath;
import org.restauro.models.gan.synthesis.SynthesisRow;
import org.restauro.models.gan.synthesis.SynthesisSettings;

/** A GAN on paths between its latents: no truncation, noise drawn anew for each path. */
public final class GanPaths implements PathLength.Generator {
    private static final SynthesisSettings SETTINGS =
            SynthesisSettings.PLAIN.with(LayerNoise.RANDOM);

    private final ImageSynthesizer synthesizer;

    /** Takes what renders; it stays open. */
    public GanPaths(ImageSynthesizer synthesizer) {
        this.synthesizer = synthesizer;
    }

    @Override
    public int latentSize() {
        return synthesizer.config().zDim();
    }

    @Override
    public int classes() {
        return synthesizer.config().labelSize();
    }

    @Override
    public boolean hasStyles() {
        return synthesizer.hasStyles();
    }

    @Override
    public List<PathLength.Pair> pairs(List<PathLength.Path> paths, PathLength.Space space) {
        LatentPath way =
                new LatentPath(
                        synthesizer,
                        space == PathLength.Space.Z ? LatentSpace.Z : LatentSpace.W,
                        Truncation.NONE);
        List<SynthesisRow> rows = new ArrayList<>();
        for (PathLength.Path path : paths) {
            rows.addAll(
                    way.at(
                            row(path, path.from()),
                            row(path, path.to()),
                            path.first(),
                            path.second()));
        }
        float[] raw = synthesizer.raw(rows, SETTINGS.withBatch(rows.size()));
        List<PathLength.Pair> pairs = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            pairs.add(new PathLength.Pair(picture(raw, 2 * i), picture(raw, 2 * i + 1)));
        }
        return pairs;
    }

    private SynthesisRow row(PathLength.Path path, float[] z) {
        float[] label =
                classes() == 0 ? null : ClassLabels.oneHot(synthesizer.config(), path.classIndex());
        return new SynthesisRow(path.noiseSeed(), z, LatentSpace.Z, label);
    }

    private RawPicture picture(float[] raw, int index) {
        int channels = synthesizer.config().imageChannels();
        int side = synthesizer.config().resolution();
        int size = channels * side * side;
        float[] values = Arrays.copyOfRange(raw, index * size, (index + 1) * size);
        return new RawPicture(values, channels, side, side);
    }
}
