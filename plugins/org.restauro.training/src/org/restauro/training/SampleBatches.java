// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training;

import java.io.IOException;
import org.restauro.images.source.SampleBatch;
import org.restauro.images.source.SampleStream;

/** Batches of a {@link SampleStream}, which reads ahead in its own threads. */
public final class SampleBatches implements BatchSource {
    private final SampleStream stream;

    /** Takes an endless stream; closing this closes it. */
    public SampleBatches(SampleStream stream) {
        this.stream = stream;
    }

    @Override
    public TrainingBatch next(int size) throws IOException, InterruptedException {
        return TrainingBatch.of(nextSamples(size));
    }

    /** The next samples as they were read, for sources that put something beside them. */
    public SampleBatch nextSamples(int size) throws IOException, InterruptedException {
        SampleBatch batch = stream.nextBatch(size);
        if (batch == null || batch.size() < size) {
            throw new IOException(
                    stream + " ended; training needs an endless sequence, shuffled or in order.");
        }
        return batch;
    }

    @Override
    public String position() {
        return stream.position().text();
    }

    @Override
    public void close() {
        stream.close();
    }
}
