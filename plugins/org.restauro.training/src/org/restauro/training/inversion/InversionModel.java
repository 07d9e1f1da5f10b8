// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.restauro.engine.ComputePolicy;
import org.restauro.models.file.ModelFile;
import org.restauro.models.file.ModelImporter;
import org.restauro.models.gan.GanGenerator;
import org.restauro.models.gan.LatentSpace;
import org.restauro.models.gan.inversion.InversionEncoder;
import org.restauro.models.perceptual.Lpips;
import org.restauro.models.perceptual.Vgg16;

/** A generator, with its encoder or without, from files: owner of their native memory. */
public final class InversionModel implements AutoCloseable {
    private final ComputePolicy policy;
    private final GanGenerator generator;
    private InversionEncoder encoder;
    private Autoencoder pair;

    private InversionModel(GanGenerator generator, ComputePolicy policy) {
        this.generator = generator;
        this.policy = policy;
    }

    /**
     * Reads them.
     *
     * @param gan file of a GAN
     * @param encoder file of an encoder trained for it; null for none
     * @throws IllegalArgumentException if a file holds something else, or they do not fit together
     * @throws IOException if a file cannot be read
     */
    public static InversionModel open(Path gan, Path encoder, ComputePolicy policy)
            throws IOException {
        InversionModel model;
        try (ModelFile file = InversionFiles.openGan(existing(gan))) {
            model = of(file, gan.getFileName().toString(), policy);
        }
        if (encoder == null) {
            return model;
        }
        try (ModelFile file = ModelImporter.open(existing(encoder), ModelImporter.Networks.ALL)) {
            return model.with(file, encoder.getFileName().toString());
        } catch (IOException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private static Path existing(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("There is no model file " + file + ".");
        }
        return file;
    }

    /**
     * The generator of a model, which may be closed afterwards.
     *
     * @param name how messages call it
     * @throws IllegalArgumentException if it holds something else
     */
    public static InversionModel of(ModelFile gan, String name, ComputePolicy policy) {
        return new InversionModel(InversionFiles.generator(gan, name, policy), policy);
    }

    /**
     * Puts an encoder before the generator; returns this.
     *
     * @param name how messages call its model, which may be closed afterwards
     * @throws IllegalArgumentException if it holds none, or one for another generator
     */
    public InversionModel with(ModelFile model, String name) {
        encoder = InversionFiles.encoder(model, name, policy);
        LatentSpace space = InversionFiles.space(model.description(), encoder, generator.config());
        try {
            pair = new Autoencoder(encoder, generator, space);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
        return this;
    }

    /** The generator. */
    public GanGenerator generator() {
        return generator;
    }

    /**
     * A way to invert pictures with them.
     *
     * @param lpips null where it has no weight and is not to be told; stays the caller's
     * @param features null where they have no weight; stay the caller's
     */
    public ImageInversion inversion(Lpips lpips, Vgg16 features, InversionSettings settings) {
        return new ImageInversion(generator, pair, lpips, features, settings, policy);
    }

    @Override
    public void close() {
        if (encoder != null) {
            encoder.close();
        }
        generator.close();
    }
}
