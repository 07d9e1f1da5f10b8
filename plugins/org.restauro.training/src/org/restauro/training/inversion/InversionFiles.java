// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.restauro.engine.ComputePolicy;
import org.restauro.models.file.ModelDescription;
import org.restauro.models.file.ModelFile;
import org.restauro.models.file.ModelImporter;
import org.restauro.models.gan.GanGenerator;
import org.restauro.models.gan.GanModels;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.models.gan.LatentSpace;
import org.restauro.models.gan.inversion.CodeShapes;
import org.restauro.models.gan.inversion.InversionEncoder;
import org.restauro.models.gan.inversion.InversionModels;

/** Opens the networks of an inversion, with clear words where a file holds something else. */
public final class InversionFiles {
    /** Key, among other facts of a model, of the space of an encoder's codes. */
    public static final String SPACE = "space_of_latent";

    private static final List<LatentSpace> GUESSES =
            List.of(LatentSpace.WP, LatentSpace.Y, LatentSpace.W, LatentSpace.Z);

    private InversionFiles() {}

    /** What an encoder's file says. */
    static ModelDescription describe(
            Autoencoder pair, String licence, String origin, Map<String, String> more) {
        ModelDescription plain =
                InversionModels.description(pair.encoder().config(), licence, origin);
        GeneratorConfig generator = pair.generator().config();
        Map<String, String> all = new LinkedHashMap<>();
        all.put(SPACE, pair.space().name().toLowerCase(Locale.ROOT));
        all.put("gan_type", generator.family().toString());
        all.putAll(more);
        return new ModelDescription(plain.family(), plain.config(), licence, origin, all);
    }

    /**
     * Opens a model with a GAN.
     *
     * @throws IllegalArgumentException if it holds another kind of network
     * @throws IOException if it cannot be read
     */
    public static ModelFile openGan(Path file) throws IOException {
        ModelFile model = ModelImporter.open(file, ModelImporter.Networks.ALL);
        try {
            checkGan(model, file.getFileName().toString());
            return model;
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /**
     * Checks that a model holds a GAN.
     *
     * @param name how messages call it
     * @throws IllegalArgumentException if it does not
     */
    public static void checkGan(ModelFile model, String name) {
        String family = model.description().family();
        if (!GanModels.isGan(family)) {
            throw new IllegalArgumentException(name + ": " + GanModels.noGan(family));
        }
    }

    /**
     * The generator of a model.
     *
     * @throws IllegalArgumentException if it holds another kind of network
     */
    public static GanGenerator generator(ModelFile model, String name, ComputePolicy policy) {
        checkGan(model, name);
        return GanModels.generator(model, policy);
    }

    /**
     * The encoder of a model.
     *
     * @throws IllegalArgumentException if it holds none
     */
    public static InversionEncoder encoder(ModelFile model, String name, ComputePolicy policy) {
        if (!model.networks().contains(InversionModels.ENCODER)) {
            throw new IllegalArgumentException(
                    name
                            + " is a model of the family '"
                            + model.description().family()
                            + "'; an encoder for inversion would be right.");
        }
        return InversionModels.encoder(model, policy);
    }

    /**
     * The space of an encoder's codes: the stated one, else the first that fits the generator, of
     * WP, Y, W and Z.
     *
     * @throws IllegalArgumentException if none fits
     */
    public static LatentSpace space(
            ModelDescription description, InversionEncoder encoder, GeneratorConfig generator) {
        String stated = description.more().get(SPACE);
        if (stated != null) {
            return LatentSpace.valueOf(stated.toUpperCase(Locale.ROOT));
        }
        IllegalArgumentException first = null;
        for (LatentSpace space : GUESSES) {
            try {
                CodeShapes.check(encoder.config(), generator, space);
                return space;
            } catch (IllegalArgumentException e) {
                first = first == null ? e : first;
            }
        }
        throw first;
    }
}
