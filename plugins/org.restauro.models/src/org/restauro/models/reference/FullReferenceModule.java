// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import org.restauro.engine.nn.Module;
import org.restauro.models.mat.MatConfig;

/**
 * The full design: {@link ReferenceEncoder}, a {@link CrossAttentionFusion} for each side, {@link
 * ReferenceStyleInjection}. 9,057,220 parameters beside the published networks.
 *
 * <p>State: {@code encoder}, {@code fusion.16}, {@code fusion.32}, {@code fusion.64}, {@code
 * style}.
 */
public final class FullReferenceModule extends ReferenceModule {
    private static final class Fusions extends Module {
        CrossAttentionFusion add(int side, CrossAttentionFusion fusion) {
            return child(Integer.toString(side), fusion);
        }
    }

    /** Makes a module for a network. */
    public FullReferenceModule(MatConfig network, ReferenceConfig config) {
        super(config);
        encoder(child("encoder", new ReferenceEncoder(config.features(), config.grid())));
        Fusions fusions = child("fusion", new Fusions());
        for (int side : sides(network, config)) {
            int channels = network.channels(side);
            fusion(
                    side,
                    fusions.add(
                            side,
                            new CrossAttentionFusion(
                                    channels, config.tokenSize(), config.heads())));
        }
        injector(
                child(
                        "style",
                        new ReferenceStyleInjection(styleSize(network), config.styleSize())));
    }
}
