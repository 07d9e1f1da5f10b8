// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.models.mat.MatConfig;
import org.restauro.models.mat.MatDiscriminator;
import org.restauro.models.mat.MatGenerator;
import org.restauro.training.loss.TwoStageLoss;
import org.restauro.training.loss.TwoStageSettings;
import org.restauro.training.optim.Adam;
import org.restauro.training.optim.AdamSettings;
import org.restauro.training.optim.Ema;

/** A MAT of a few thousand weights, its losses and optimizers, and made-up data. */
public final class Small implements AutoCloseable {
    public static final ComputePolicy POLICY =
            ComputePolicy.parse("float32,channels-last,cpu,threads=1");

    public final MatConfig config;
    public final MatGenerator generator;
    public final MatGenerator average;
    public final MatDiscriminator discriminator;
    public final TwoStageLoss loss;
    public final Adam generatorAdam;
    public final Adam discriminatorAdam;
    public final Ema ema;

    public Small(int resolution, int group, TwoStageSettings settings, double rate) {
        config =
                new MatConfig(
                        resolution,
                        MatConfig.channelTable(resolution, 128, 8),
                        8,
                        8,
                        2,
                        List.of(1, 1, 1, 1, 1),
                        List.of(4, 4, 2, 4, 4),
                        2,
                        16,
                        16,
                        2);
        generator = new MatGenerator(config);
        generator.initialise(POLICY, Noise.seeded(1));
        average = new MatGenerator(config);
        average.load(generator.stateDict(), POLICY);
        discriminator = new MatDiscriminator(config, group);
        discriminator.initialise(POLICY, Noise.seeded(2));
        loss = new TwoStageLoss(generator, discriminator, null, settings);
        generatorAdam = new Adam(generator, AdamSettings.gan(rate).lazy(4), POLICY);
        discriminatorAdam = new Adam(discriminator, AdamSettings.gan(rate).lazy(16), POLICY);
        ema = new Ema(generator, average, POLICY, 100, 0.05);
    }

    public List<Phase> phases() {
        return loss.phases(generatorAdam, discriminatorAdam);
    }

    /** Smooth pictures of different colours with a hole in the middle. */
    public static TrainingBatch batch(int size, int side, long seed) {
        Random random = new Random(seed);
        float[] images = new float[size * 3 * side * side];
        float[] masks = new float[size * side * side];
        for (int i = 0; i < size; i++) {
            double[] phase = random.doubles(3, 0, Math.PI * 2).toArray();
            for (int c = 0; c < 3; c++) {
                for (int y = 0; y < side; y++) {
                    for (int x = 0; x < side; x++) {
                        images[((i * 3 + c) * side + y) * side + x] =
                                (float) Math.sin(phase[c] + 6.0 * (x + c * y) / side);
                    }
                }
            }
            int left = random.nextInt(side / 2);
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    boolean hole =
                            y >= side / 4 && y < side * 3 / 4 && x >= left && x < left + side / 2;
                    masks[(i * side + y) * side + x] = hole ? 0 : 1;
                }
            }
        }
        return new TrainingBatch(size, side, images, masks, new float[0]);
    }

    /** The same batch in each step. */
    public static BatchSource constant(TrainingBatch batch) {
        return new BatchSource() {
            @Override
            public TrainingBatch next(int size) {
                return batch;
            }

            @Override
            public String position() {
                return "";
            }
        };
    }

    /** The same batches again for the same seed. */
    public static BatchSource data(int side, long seed) {
        List<Integer> given = new ArrayList<>();
        return new BatchSource() {
            @Override
            public TrainingBatch next(int size) {
                given.add(size);
                return batch(size, side, seed + given.size());
            }

            @Override
            public String position() {
                return Integer.toString(given.size());
            }
        };
    }

    @Override
    public void close() {
        generatorAdam.close();
        discriminatorAdam.close();
        generator.close();
        average.close();
        discriminator.close();
    }
}
