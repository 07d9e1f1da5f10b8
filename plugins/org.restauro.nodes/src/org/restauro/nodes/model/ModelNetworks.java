// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.model;

import java.io.IOException;
import java.nio.file.Path;
import org.restauro.engine.ComputePolicy;
import org.restauro.models.file.ModelFile;
import org.restauro.models.inpaint.InpaintingNetwork;
import org.restauro.models.mat.MatModels;
import org.restauro.models.reference.ReferenceGuidedNetwork;
import org.restauro.models.reference.ReferenceModels;
import org.restauro.nodes.port.ModelPortObject;
import org.restauro.nodes.port.ModelPortObjectSpec;

/** Makes networks of the models at ports. Each is closed by whoever opened it. */
public final class ModelNetworks {

    static final String MESSAGE_NO_BACKBONE =
            "The reference model \"%s\" comes without the network it was trained on. Read it with"
                    + " a Model Reader, which finds that network.";

    private ModelNetworks() {}

    /** Whether a model fills holes: a MAT, or a reference model. */
    public static boolean fillsHoles(final ModelPortObjectSpec model) {
        return MatModels.FAMILY.equals(model.family()) || followsReferences(model);
    }

    /** Whether a model can look at references. */
    public static boolean followsReferences(final ModelPortObjectSpec model) {
        return ReferenceModels.FAMILY.equals(model.family());
    }

    /**
     * A network that fills holes, a {@link ReferenceGuidedNetwork} if the model can look at
     * references.
     *
     * @throws IOException if its files cannot be read
     * @throws IllegalArgumentException if they do not fit
     */
    public static InpaintingNetwork open(final ModelPortObject model, final ComputePolicy policy)
            throws IOException {
        return followsReferences(model.getSpec())
                ? openReference(model, policy)
                : MatModels.load(model.file(), policy);
    }

    /** The same for a model that can look at references. */
    public static ReferenceGuidedNetwork openReference(
            final ModelPortObject model, final ComputePolicy policy) throws IOException {
        String name = model.getSpec().name();
        Path backbone =
                model.backbone()
                        .orElseThrow(() -> new IOException(MESSAGE_NO_BACKBONE.formatted(name)));
        try (ModelFile trained = ModelFile.open(model.file());
                ModelFile plain = ModelFile.open(backbone)) {
            return new ReferenceGuidedNetwork(
                    ReferenceModels.load(
                            trained, plain, ReferenceModels.backboneOf(trained).name(), policy),
                    policy);
        }
    }
}
