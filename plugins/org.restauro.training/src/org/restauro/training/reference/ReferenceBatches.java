// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.reference;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.restauro.images.source.Sample;
import org.restauro.images.source.SampleBatch;
import org.restauro.training.BatchSource;
import org.restauro.training.SampleBatches;
import org.restauro.training.TrainingBatch;

/**
 * Samples with a reference beside each; with some chance, or where there is none, a sample has no
 * reference. What a sample gets follows from the seed and its number, so it does not depend on how
 * many threads read.
 */
public final class ReferenceBatches implements BatchSource {
    private static final int DROP = 2;

    private final SampleBatches samples;
    private final ReferenceSet references;
    private final double probability;
    private final long seed;

    /**
     * Connects samples and references.
     *
     * @param samples an endless sequence; closing this closes it
     * @param probability chance of a sample to keep its reference
     */
    public ReferenceBatches(
            SampleBatches samples, ReferenceSet references, double probability, long seed) {
        this.samples = samples;
        this.references = references;
        this.probability = probability;
        this.seed = seed;
    }

    @Override
    public TrainingBatch next(int size) throws IOException, InterruptedException {
        SampleBatch batch = samples.nextSamples(size);
        List<float[]> pictures = new ArrayList<>();
        for (Sample sample : batch.samples()) {
            int number = references.of(sample, seed);
            boolean kept = number >= 0 && Draw.unit(seed, sample.number(), DROP) < probability;
            pictures.add(kept ? references.values(number) : null);
        }
        return TrainingBatch.of(batch).withReferences(pictures);
    }

    @Override
    public String position() {
        return samples.position();
    }

    @Override
    public void close() {
        samples.close();
    }
}
