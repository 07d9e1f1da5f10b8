// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.nodes;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;
import org.restauro.models.file.ModelFile;
import org.restauro.models.reference.ReferenceConfig;
import org.restauro.models.reference.ReferenceGuidedGenerator;
import org.restauro.models.reference.ReferenceModels;

/** A file of a small reference model that learned nothing but follows references. */
final class SmallReferenceModel {

    private static final ReferenceConfig CONFIG =
            ReferenceConfig.LIGHTWEIGHT.withFeatures(32).withPictureSize(32);
    private static final ComputePolicy POLICY = ComputePolicy.parse("float32,cpu");

    private SmallReferenceModel() {}

    /**
     * Writes a reference model.
     *
     * @param backbone a file of {@link SmallModel}, or of another network
     * @param seed of its weights
     */
    static Path write(final Path file, final Path backbone, final long seed) throws Exception {
        return write(file, backbone, seed, CONFIG);
    }

    /** The same with references that show the same place as the image. */
    static Path aligned(final Path file, final Path backbone) throws Exception {
        return write(file, backbone, 1, CONFIG.withAligned(true));
    }

    private static Path write(
            final Path file, final Path backbone, final long seed, final ReferenceConfig config)
            throws Exception {
        try (ModelFile plain = ModelFile.open(backbone);
                ReferenceGuidedGenerator generator =
                        ReferenceModels.create(plain, config, seed, POLICY)) {
            StateDict opened = new StateDict();
            StateDict closed = generator.reference().stateDict();
            for (String name : closed.names()) {
                TensorData tensor = closed.get(name);
                if (name.endsWith("gate")) {
                    float[] values = tensor.toFloats();
                    Arrays.fill(values, 0.8f);
                    tensor = TensorData.of(values, tensor.shape());
                }
                opened.put(name, tensor);
            }
            generator.reference().load(opened, POLICY);
            ReferenceModels.write(
                    file,
                    generator,
                    backbone.getFileName().toString(),
                    "CC0-1.0",
                    "a test",
                    Map.of());
        }
        return file;
    }
}
