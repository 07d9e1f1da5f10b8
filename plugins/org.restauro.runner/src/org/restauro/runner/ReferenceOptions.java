// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.restauro.engine.ComputePolicy;
import org.restauro.images.data.ImageFolder;
import org.restauro.images.data.Pairing;
import org.restauro.images.io.ImageFiles;
import org.restauro.models.inpaint.Policy;
import org.restauro.models.reference.ReferenceFeatures;
import org.restauro.models.reference.ReferenceGuidedNetwork;
import org.restauro.models.reference.ReferenceModels;
import picocli.CommandLine.Option;

/** The options that give images pictures to look at. */
final class ReferenceOptions {
    /** How references belong to images. */
    enum Order {
        /** By file name without its ending; images without such a reference are filled plainly. */
        STEM,
        /** The first image the first reference, and again from the first one when all were used. */
        CYCLE
    }

    @Option(
            names = "--references",
            paramLabel = "DIR|FILE",
            description =
                    "Pictures to look at: one for all images, or a folder of them. Needs"
                            + " --reference-model.")
    private Path references;

    @Option(
            names = "--reference-model",
            paramLabel = "FILE",
            description =
                    "What restauro finetune wrote; --model is then the model that it was trained"
                            + " on.")
    private Path model;

    @Option(
            names = "--reference-pairing",
            paramLabel = "HOW",
            description =
                    "How references belong to images: stem (by name) or cycle (one after the"
                            + " other, again from the first). Default: stem if any name fits, else"
                            + " cycle.")
    private Order order;

    /** Whether images look at references. */
    boolean used() {
        return references != null;
    }

    /** What is wrong with the options; null if nothing is. */
    String problem() {
        if (references == null && model == null && order != null) {
            return "--reference-pairing goes with --references and --reference-model.";
        }
        if (references == null && model != null) {
            return "--reference-model needs --references, the pictures to look at.";
        }
        if (references != null && model == null) {
            return "--references needs --reference-model, a file that restauro finetune wrote.";
        }
        return null;
    }

    /** Opens the network that looks at references; the caller closes it. */
    ReferenceGuidedNetwork open(String backbone, ComputePolicy policy) throws IOException {
        for (Path file : List.of(model, Path.of(backbone))) {
            if (!Files.isRegularFile(file)) {
                throw new IOException("There is no model file " + file + ".");
            }
        }
        return ReferenceModels.open(model, Path.of(backbone), policy);
    }

    /**
     * The policy for a network: one whose references show the same place needs images in one piece,
     * since a piece would look at the reference of the whole.
     *
     * @throws IllegalArgumentException if the user wants pieces of such a network
     */
    static Policy policy(ReferenceGuidedNetwork network, Policy wanted) {
        if (!network.generator().reference().config().aligned()) {
            return wanted;
        }
        if (wanted == Policy.CROP || wanted == Policy.TILES) {
            throw new IllegalArgumentException(
                    "The reference model expects references that show the same place as the image,"
                            + " so images cannot be cut into pieces; --policy whole or resize would"
                            + " be right.");
        }
        return wanted == Policy.AUTO ? Policy.RESIZE : wanted;
    }

    /**
     * The reference of each image.
     *
     * @return null for images without one
     * @throws IOException if nothing fits
     */
    Map<Path, Path> paired(List<Path> images) throws IOException {
        List<Path> files = ImageFolder.list(references, false);
        if (files.isEmpty()) {
            throw new IOException("The folder " + references + " holds no image file.");
        }
        Map<Path, Path> pairs = new LinkedHashMap<>();
        if (order != Order.CYCLE && !Files.isRegularFile(references)) {
            Pairing pairing = Pairing.byStem(images, List.of(), files);
            pairing.rows().forEach(row -> pairs.put(row.image(), row.reference()));
            if (pairs.values().stream().anyMatch(reference -> reference != null)) {
                return pairs;
            }
            if (order == Order.STEM) {
                throw new IOException(
                        String.format(
                                "None of the %d images has a reference of the same name in %s (%s,"
                                        + " %s); --reference-pairing cycle takes them in order.",
                                images.size(),
                                references,
                                images.get(0).getFileName(),
                                files.get(0).getFileName()));
            }
        }
        for (int i = 0; i < images.size(); i++) {
            pairs.put(images.get(i), files.get(i % files.size()));
        }
        return pairs;
    }

    /** Encodes the references that occur, each once. */
    static Map<Path, ReferenceFeatures> encode(
            ReferenceGuidedNetwork network, Iterable<Path> references) throws IOException {
        Map<Path, ReferenceFeatures> features = new HashMap<>();
        for (Path file : references) {
            if (file != null && !features.containsKey(file)) {
                String name = file.getFileName().toString();
                features.put(file, network.encode(List.of(name), List.of(ImageFiles.read(file))));
            }
        }
        return features;
    }

    /** A result's name without ending, as the published script names it. */
    static String outputName(String stem, Path reference, long seed, boolean several) {
        String number = String.format("_seed%03d", seed);
        if (reference != null) {
            return stem + "_ref_" + Pairing.stemOf(reference) + number;
        }
        return stem + (several ? number : "_restored");
    }
}
