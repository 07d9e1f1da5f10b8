// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import org.restauro.engine.nn.Module;
import org.restauro.models.mat.MatConfig;

/**
 * The lightweight design: {@link LightweightReferenceEncoder}, a {@link ReferenceAdapter} for each
 * side, {@link StyleInjector}. 1,223,332 parameters beside the published networks, 891,298 with
 * side 16 alone.
 *
 * <p>State: {@code encoder}, {@code adapter.16}, {@code adapter.32}, {@code adapter.64}, {@code
 * style}.
 */
public final class MinimalReferenceModule extends ReferenceModule {
    private static final class Adapters extends Module {
        ReferenceAdapter add(int side, ReferenceAdapter adapter) {
            return child(Integer.toString(side), adapter);
        }
    }

    /** Makes a module for a network. */
    public MinimalReferenceModule(MatConfig network, ReferenceConfig config) {
        super(config);
        encoder(
                child(
                        "encoder",
                        new LightweightReferenceEncoder(config.features(), config.grid())));
        Adapters adapters = child("adapter", new Adapters());
        for (int side : sides(network, config)) {
            int channels = network.channels(side);
            fusion(
                    side,
                    adapters.add(
                            side,
                            new ReferenceAdapter(channels, config.tokenSize(), config.heads())));
        }
        injector(child("style", new StyleInjector(styleSize(network), config.styleSize())));
    }
}
