// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Restores images of any size with an {@link InpaintingNetwork}, which it owns.
 *
 * <p>Known pixels of the result equal the input bit for bit (outside the border of {@link
 * InpaintSettings#blend()}); depth and channels stay; hole pixels are rounded from the network's
 * floats at the image's own depth and become opaque. An image without holes never reaches the
 * network. The same seed gives the same result on the same device, whatever the batch holds
 * besides.
 *
 * <p>Memory in bytes for an image of {@code P} pixels with {@code c} channels of {@code b} bytes,
 * besides the network's: {@code 2 P c b} (input and one result; {@code + P c b} for each further
 * variant) {@code + 2 P} (mask and hole field), {@code + P} with a blended border, and a few tiles
 * of floats; tiled images also keep {@code 16 * built size * image width} bytes of sums. No float
 * copy of a whole image is made but under {@link Policy#WHOLE}.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class Inpainter implements AutoCloseable {
    private final InpaintingNetwork network;
    private final InpaintSettings settings;
    private final NetworkThreads threads;

    /** Takes ownership of the network. */
    public Inpainter(InpaintingNetwork network, InpaintSettings settings) {
        if (network == null || settings == null) {
            throw new IllegalArgumentException("An inpainter needs a network and settings.");
        }
        this.network = network;
        this.settings = settings;
        threads = new NetworkThreads(network.calls());
    }

    /** The settings given. */
    public InpaintSettings settings() {
        return settings;
    }

    /** The side the network was built for, in pixels. */
    public int builtSize() {
        return network.builtSize();
    }

    /**
     * Restores one image.
     *
     * @return the result; a failure is thrown, not returned
     * @throws IllegalArgumentException if the request does not fit
     * @throws CancellationException if {@code progress} cancelled
     */
    public InpaintResult restore(InpaintRequest request, Progress progress) {
        List<InpaintResult> results = new ArrayList<>(1);
        restoreAll(List.of(request).iterator(), results::add, progress);
        InpaintResult result = results.get(0);
        if (!result.succeeded()) {
            throw result.failure();
        }
        return result;
    }

    /** {@link #restore(InpaintRequest, Progress)} without watching it. */
    public InpaintResult restore(InpaintRequest request) {
        return restore(request, Progress.NONE);
    }

    /**
     * Restores many images; windows of several images share a batch.
     *
     * @param requests taken one by one, when the work before them is on its way
     * @param results receives one result for each request, in their order; a request that fails
     *     gives a failed result and does not disturb the others
     * @param progress asked and told between forwards
     * @throws CancellationException if {@code progress} cancelled; results already given stay valid
     */
    public void restoreAll(
            Iterator<InpaintRequest> requests, Consumer<InpaintResult> results, Progress progress) {
        new InpaintRun(network, settings, threads, results, progress).run(requests);
    }

    /**
     * What would be done with an image, without doing it.
     *
     * @throws IllegalArgumentException if the request does not fit
     */
    public Preview preview(InpaintRequest request) {
        Job job = new Job(request, settings, network);
        return new Preview(job.plan().policy(), job.plan().explanation(), job.forwards());
    }

    /**
     * What would be done with an image.
     *
     * @param policy never {@link Policy#AUTO}
     * @param explanation one sentence: what is chosen and why
     * @param forwards how many windows would go through the network, all variants together
     */
    public record Preview(Policy policy, String explanation, int forwards) {}

    /** Closes the network. */
    @Override
    public void close() {
        network.close();
    }
}
