// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.models.file.ModelDescription;
import org.restauro.models.file.ModelFile;
import org.restauro.models.gan.GanGenerator;
import org.restauro.models.gan.GanNetworks;
import org.restauro.models.gan.GeneratorConfig;

/** Untrained GANs of 16 x 16 pixels, in files. */
public final class TinyGan {
    private TinyGan() {}

    /** Writes a model; returns its file. */
    public static Path write(Path folder, String family, int classes) throws IOException {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("gan_type", family).put("resolution", 16).put("label_size", classes);
        json.put("z_space_dim", 8).put("fmaps_base", 128).put("fmaps_max", 8);
        if (!family.equals("pggan")) {
            json.put("w_space_dim", 8).put("mapping_layers", 2).put("mapping_fmaps", 8);
        }
        GeneratorConfig config = GeneratorConfig.fromJson(json);
        Path file = folder.resolve(family + ".safetensors");
        try (GanGenerator generator = GanNetworks.generator(config)) {
            generator.initialise(ComputePolicy.REFERENCE, Noise.seeded(5));
            ModelFile.write(
                    file,
                    new ModelDescription(
                            family, config.toJson(), "for tests", "untrained", Map.of()),
                    Map.of(ModelFile.GENERATOR, generator.stateDict()));
        }
        return file;
    }
}
