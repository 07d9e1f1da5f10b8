// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.restauro.engine.Pass;
import org.restauro.engine.Precision;
import org.restauro.engine.nn.Initial;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.nn.PixelNorm;
import org.restauro.engine.nn.WeightScale;
import org.restauro.engine.ops.Ops;
import org.restauro.models.gan.ProgressiveConv.Resampling;

/**
 * PGGAN's generator (Karras et al. 2018): convolutions with pixel norm, no styles.
 *
 * <p>State: buffer {@code lod}, {@code layer0} …, {@code output0} … The latent is normalised by
 * itself, and once more with its label by the first layer, as published.
 */
final class PgganGenerator extends GanGenerator {
    private final LevelOfDetail lod;
    private final List<ProgressiveConv> layers = new ArrayList<>();
    private final List<ProgressiveConv> outputs = new ArrayList<>();

    PgganGenerator(GeneratorConfig config) {
        super(config);
        lod = new LevelOfDetail(buffer("lod", Initial.constant(0)), config.levels());
        WeightScale scale = new WeightScale(Math.sqrt(2), 1, config.equalised());
        int start = GeneratorConfig.START;
        for (int level = 0; level <= config.levels(); level++) {
            int side = start << level;
            int c = config.channels(side);
            if (level == 0) {
                int in = config.zDim() + config.labelSize();
                add(ProgressiveConv.generating(in, c, start, start - 1, Resampling.NONE, scale));
            } else {
                boolean fused = config.fusedScale().at(side);
                Resampling up = fused ? Resampling.UP_FUSED : Resampling.UP;
                int in = config.channels(side / 2);
                add(ProgressiveConv.generating(in, c, 3, 1, up, scale));
            }
            add(ProgressiveConv.generating(c, c, 3, 1, Resampling.NONE, scale));
            outputs.add(
                    child(
                            "output" + level,
                            ProgressiveConv.colour(
                                    c, config.imageChannels(), scale.gain(1), true, false)));
        }
    }

    private void add(ProgressiveConv layer) {
        layers.add(child("layer" + layers.size(), layer));
    }

    @Override
    public Set<LatentSpace> spaces() {
        return Set.of(LatentSpace.Z);
    }

    @Override
    public double levelOfDetail() {
        return lod.get();
    }

    @Override
    public void setLevelOfDetail(double value) {
        lod.set(value);
    }

    @Override
    public NDArray synthesise(Pass pass, NDArray codes, LatentSpace space, LayerNoise noise) {
        if (space != LatentSpace.Z) {
            throw noSpace(space);
        }
        return generate(pass, codes, null, Sampling.PLAIN);
    }

    @Override
    public NDArray generate(Pass pass, NDArray z, NDArray label, Sampling sampling) {
        checkLatents(z);
        Fading.checkLabel(label, z.getShape().get(0), config().labelSize());
        NDArray x = PixelNorm.apply(z);
        if (label != null) {
            try (NDArray alone = x) {
                x = Ops.concat(1, alone, label);
            }
        }
        try (NDArray flat = x) {
            NDArray image =
                    Growth.paint(
                            lod.get(),
                            config().levels(),
                            Fading.asMap(flat, config().zDim() + config().labelSize()),
                            (level, in) -> level(pass, level, in),
                            (level, in) -> colour(pass, level, in));
            return config().finalTanh() ? Fading.tanh(image) : image;
        }
    }

    private NDArray level(Pass pass, int level, NDArray in) {
        try (in;
                NDArray y = layers.get(2 * level).forward(pass, in)) {
            return layers.get(2 * level + 1).forward(pass, y);
        }
    }

    private NDArray colour(Pass pass, int level, NDArray x) {
        try (NDArray y = outputs.get(level).forward(pass, x)) {
            return Ops.cast(y, Precision.FLOAT32);
        }
    }
}
