// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Ops;
import org.restauro.images.PixelImage;
import org.restauro.models.gan.GanFamily;
import org.restauro.models.gan.GanGenerator;
import org.restauro.models.gan.GanNetworks;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.models.gan.LatentSpace;
import org.restauro.models.gan.Sampling;
import org.restauro.models.gan.inversion.CodeShapes;
import org.restauro.models.gan.inversion.EncoderConfig;

/** A generator of a few thousand random weights, and its pictures. */
final class TinyGan {
    static final int SIDE = 16;
    static final ComputePolicy POLICY = ComputePolicy.parse("float32,channels-last,cpu,threads=1");

    private TinyGan() {}

    static GeneratorConfig config(GanFamily family) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("gan_type", family.toString()).put("resolution", SIDE);
        json.put("z_space_dim", 16).put("w_space_dim", 16);
        json.put("mapping_layers", 2).put("mapping_fmaps", 16);
        return GeneratorConfig.fromJson(json.put("fmaps_base", 128).put("fmaps_max", 16));
    }

    static GanGenerator generator(GanFamily family) {
        GanGenerator generator = GanNetworks.generator(config(family));
        generator.initialise(POLICY, Noise.seeded(3));
        return generator;
    }

    static EncoderConfig encoder(GeneratorConfig generator, LatentSpace space) {
        var sizes = CodeShapes.sizes(generator, space);
        return new EncoderConfig(
                SIDE, sizes, CodeShapes.heads(SIDE, sizes.size()), 3, 18, 8, 16, true, 8, true, 8);
    }

    static PixelImage picture(GanGenerator generator, long seed) {
        int z = generator.config().zDim();
        try (Pass pass = Pass.inference(POLICY, Noise.seeded(seed))) {
            NDArray latent = pass.array(pass.noise().normal("z", 1, z), 1, z);
            return Pictures.image(
                    Ops.floats(generator.generate(pass, latent, null, Sampling.PLAIN)), SIDE);
        }
    }
}
