// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.features;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.images.PixelImage;
import org.restauro.models.inception.FidInception;
import org.restauro.models.inception.InceptionInput;

/** The 2048 features of FID's Inception. */
public final class InceptionFeatures implements FeatureNetwork {
    private final FidInception network;
    private final InceptionInput rule;
    private final ComputePolicy policy;
    private final String id;

    /**
     * @param network loaded; stays the caller's
     * @param weightsHash identifies its weights
     * @param rule how pictures become its input
     * @param policy the one it was loaded with; float32 gives the published numbers
     */
    public InceptionFeatures(
            FidInception network, String weightsHash, InceptionInput rule, ComputePolicy policy) {
        this.network = network;
        this.rule = rule;
        this.policy = policy;
        id = "inception-" + weightsHash + "-" + rule + "-" + policy.precision();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int dimension() {
        return FidInception.FEATURES;
    }

    @Override
    public float[] prepare(PixelImage image) {
        return rule.prepare(image);
    }

    @Override
    public float[] forward(float[] inputs, int count) {
        try (Pass pass = Pass.inference(policy, Noise.seeded(0))) {
            NDArray x = pass.array(inputs, count, 3, FidInception.SIDE, FidInception.SIDE);
            return network.forward(pass, x, FidInception.Tap.FEATURES)
                    .get(FidInception.Tap.FEATURES)
                    .toFloatArray();
        }
    }

    /**
     * The classifier's outputs without its bias, as the inception score takes them.
     *
     * @return (n, 1008), row-major
     */
    public float[] logits(FeatureSet features) {
        try (Pass pass = Pass.inference(policy, Noise.seeded(0))) {
            return network.logits(pass, features.values(), false);
        }
    }
}
