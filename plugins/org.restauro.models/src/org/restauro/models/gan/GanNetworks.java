// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

/**
 * Makes the networks of the four families.
 *
 * <p>A network has no weights before it is loaded or initialised, and is closed by who made it.
 */
public final class GanNetworks {
    private GanNetworks() {}

    /** A generator. */
    public static GanGenerator generator(GeneratorConfig config) {
        return switch (config.family()) {
            case PGGAN -> new PgganGenerator(config);
            case STYLEGAN -> new StyleGanGenerator(config);
            case STYLEGAN2, STYLEGAN2_ADA -> new StyleGan2Generator(config);
        };
    }

    /** A discriminator. */
    public static GanDiscriminator discriminator(DiscriminatorConfig config) {
        return config.family().progressive()
                ? new ProgressiveDiscriminator(config)
                : new StyleGan2Discriminator(config);
    }
}
