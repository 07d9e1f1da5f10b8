// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training;

import java.io.IOException;
import org.restauro.images.source.SampleBatch;
import org.restauro.images.source.SampleStream;

/** Batches of a {@link SampleStream}, which reads ahead in its own threads. */
public final class SampleBatches implements BatchSource {
    private static final float HALF_RANGE = 127.5f;

    private final SampleStream stream;

    /** Takes an endless stream; closing this closes it. */
    public SampleBatches(SampleStream stream) {
        this.stream = stream;
    }

    @Override
    public TrainingBatch next(int size) throws IOException, InterruptedException {
        SampleBatch batch = stream.nextBatch(size);
        if (batch == null || batch.size() < size) {
            throw new IOException(
                    stream + " ended; training needs an endless sequence, shuffled or in order.");
        }
        byte[] pixels = batch.pixels();
        float[] images = new float[pixels.length];
        for (int i = 0; i < images.length; i++) {
            images[i] = (pixels[i] & 0xff) / HALF_RANGE - 1;
        }
        float[] masks = new float[0];
        if (batch.samples().get(0).mask() != null) {
            byte[] known = batch.masks();
            masks = new float[known.length];
            for (int i = 0; i < masks.length; i++) {
                masks[i] = known[i] < 0 ? 1 : 0; // 128 … 255
            }
        }
        int side = batch.samples().get(0).side();
        return new TrainingBatch(size, side, images, masks, batch.labels());
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
