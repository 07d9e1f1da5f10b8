// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.message.Message;
import org.restauro.engine.ComputePolicy;
import org.restauro.models.file.ModelFile;
import org.restauro.models.gan.GanFamily;
import org.restauro.models.gan.GanModels;
import org.restauro.models.gan.synthesis.ImageSynthesizer;
import org.restauro.models.inpaint.InpaintingNetwork;
import org.restauro.models.mat.MatModels;
import org.restauro.models.reference.ReferenceGuidedNetwork;
import org.restauro.models.reference.ReferenceModels;
import org.restauro.nodes.port.ModelPortObject;
import org.restauro.nodes.port.ModelPortObjectSpec;
import org.restauro.nodes.table.RowProblems;

/** Makes networks of the models at ports. Each is closed by whoever opened it. */
public final class ModelNetworks {

    static final String MESSAGE_NO_BACKBONE =
            "The reference model \"%s\" comes without the network it was trained on. Read it with"
                    + " a Model Reader, which finds that network.";

    static final String MESSAGE_NO_GAN =
            "The model \"%s\" is of the family \"%s\", which does not make images from latents."
                    + " Connect a GAN: a model of the family %s, for example from a Model Reader or"
                    + " a GAN Trainer.";
    static final String MESSAGE_LOAD = "The model \"%s\" cannot be loaded: %s";

    private ModelNetworks() {}

    /**
     * Checks that a model makes images from latents.
     *
     * @throws InvalidSettingsException if it is of another family
     */
    public static void requireGan(final ModelPortObjectSpec model) throws InvalidSettingsException {
        if (!GanModels.isGan(model.family())) {
            String families =
                    Arrays.stream(GanFamily.values())
                            .map(family -> "\"" + family + "\"")
                            .collect(Collectors.joining(", "));
            throw new InvalidSettingsException(
                    MESSAGE_NO_GAN.formatted(model.name(), model.family(), families));
        }
    }

    /**
     * What renders the images of a GAN.
     *
     * @throws KNIMEException if its file cannot be read or does not fit
     */
    public static ImageSynthesizer openSynthesizer(
            final ModelPortObject model, final ComputePolicy policy) throws KNIMEException {
        try {
            requireGan(model.getSpec());
            return new ImageSynthesizer(GanModels.generator(model.file(), policy), policy, 0);
        } catch (InvalidSettingsException e) {
            throw KNIMEException.of(Message.fromSummary(e.getMessage()), e);
        } catch (IOException | RuntimeException e) {
            throw KNIMEException.of(
                    Message.fromSummary(
                            MESSAGE_LOAD.formatted(model.getSpec().name(), RowProblems.reason(e))),
                    e);
        }
    }

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
