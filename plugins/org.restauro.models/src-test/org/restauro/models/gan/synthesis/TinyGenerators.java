// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.synthesis;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;
import org.restauro.models.gan.GanGenerator;
import org.restauro.models.gan.GanNetworks;
import org.restauro.models.gan.GeneratorConfig;

/** Generators of 8 x 8 pixels with 8 values a latent, and noise that can be seen. */
final class TinyGenerators {
    private TinyGenerators() {}

    static ImageSynthesizer synthesizer(String family, int labels) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("gan_type", family).put("resolution", 8).put("label_size", labels);
        json.put("z_space_dim", 8).put("fmaps_base", 64).put("fmaps_max", 8);
        if (!family.equals("pggan")) {
            json.put("w_space_dim", 8).put("mapping_layers", 2).put("mapping_fmaps", 8);
        }
        GanGenerator generator = GanNetworks.generator(GeneratorConfig.fromJson(json));
        generator.initialise(ComputePolicy.REFERENCE, Noise.seeded(7));
        StateDict noisy = new StateDict();
        StateDict state = generator.stateDict();
        for (String name : state.names()) {
            TensorData t = state.get(name);
            boolean strength =
                    name.endsWith("noise_strength") || name.endsWith("apply_noise.weight");
            boolean average = name.endsWith("w_avg");
            float[] v = t.toFloats();
            for (int i = 0; i < v.length; i++) {
                v[i] = strength ? 0.1f : average ? 0.3f * (i % 3) : v[i];
            }
            noisy.put(name, TensorData.of(v, t.shape()));
        }
        generator.load(noisy, ComputePolicy.REFERENCE);
        return new ImageSynthesizer(generator, ComputePolicy.REFERENCE, 0);
    }
}
