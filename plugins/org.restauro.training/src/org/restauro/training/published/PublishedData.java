// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.published;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.restauro.images.source.CachedSource;
import org.restauro.images.source.Crops;
import org.restauro.images.source.ImageSource;
import org.restauro.images.source.ImageSources;
import org.restauro.images.source.LabelledSource;
import org.restauro.images.source.Labels;
import org.restauro.images.source.ListSource;
import org.restauro.images.source.Mirror;
import org.restauro.images.source.SampleSpec;
import org.restauro.images.source.SampleStream;
import org.restauro.images.source.Sampler;
import org.restauro.images.source.SamplerPosition;
import org.restauro.training.checkpoint.Checkpoint;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.session.TrainingData;

/**
 * Reads {@code data}: what {@code data.train} and {@code data.val} name, and how images become
 * samples; with the group {@code images}, which is ours.
 */
public final class PublishedData {
    private static final long MEGABYTE = 1 << 20;

    /** Where the class of an image comes from ({@code images.labels}). */
    public enum LabelSource {
        /** What the data set says, if the networks have classes. */
        AUTO,
        /** Nowhere. */
        NONE,
        /** The list, or the label file of a folder or archive. */
        FILE,
        /** The first folder of its path. */
        FOLDERS
    }

    private PublishedData() {}

    /**
     * Opens what the settings name; decoded training images are kept in memory within their limit.
     *
     * @throws SettingsException if they name nothing, or it holds no image
     * @throws IOException if it cannot be read
     */
    public static TrainingData open(SettingsTree tree) throws IOException {
        ImageSource images = source(tree, "data.train");
        if (images == null) {
            throw new SettingsException(
                    "data.train.root_dir is empty; the path of a folder, a zip file, an LMDB folder"
                            + " or a list file with images would be right.");
        }
        return of(tree, images, source(tree, "data.val"));
    }

    /**
     * The images of opened sources, labelled as the settings say.
     *
     * @param validation may be null
     */
    public static TrainingData of(SettingsTree tree, ImageSource images, ImageSource validation) {
        if (images.size() == 0) {
            throw new SettingsException(
                    "There are no images in "
                            + images.description()
                            + "; at least one would be right.");
        }
        long budget = tree.integer("images.cacheMegabytes", 0, 1 << 20) * MEGABYTE;
        ImageSource training = labelled(tree, images);
        return new TrainingData(
                budget == 0 ? training : new CachedSource(training, budget), validation);
    }

    private static ImageSource labelled(SettingsTree tree, ImageSource images) {
        return switch (tree.choice("images.labels", LabelSource.class)) {
            case FOLDERS -> byFolder(images);
            case NONE -> LabelledSource.of(images, Labels.NONE);
            case AUTO, FILE -> images;
        };
    }

    private static ImageSource byFolder(ImageSource images) {
        try {
            return LabelledSource.byFolder(images);
        } catch (IllegalArgumentException e) {
            throw new SettingsException("images.labels is folders, but " + e.getMessage(), e);
        }
    }

    /**
     * The images for networks with so many classes.
     *
     * @param classes 0 for networks without
     * @throws SettingsException if the images have no labels, or more classes
     */
    public static ImageSource withClasses(ImageSource images, int classes) {
        if (classes == 0) {
            return images.labels().isEmpty() ? images : LabelledSource.of(images, Labels.NONE);
        }
        if (images.labels().isEmpty()) {
            throw new SettingsException(
                    "The networks have "
                            + classes
                            + " classes (label_size), but the images have no labels: "
                            + images.description()
                            + ". A list of \"path label\", a dataset.json in the folder or archive,"
                            + " or images.labels = folders would be right.");
        }
        try {
            Labels fitting = images.labels().widened(classes);
            return fitting == images.labels() ? images : LabelledSource.of(images, fitting);
        } catch (IllegalArgumentException e) {
            throw new SettingsException("label_size is " + classes + ", but: " + e.getMessage(), e);
        }
    }

    /**
     * Settings whose group names a path, whatever its format.
     *
     * @param group {@code data.train} or {@code data.val}
     * @param path null for none
     */
    public static SettingsTree with(SettingsTree tree, String group, Path path) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        JsonNode text =
                path == null ? json.nullNode() : json.textNode(path.toAbsolutePath().toString());
        return tree.set(group + ".root_dir", text)
                .set(group + ".data_format", json.nullNode())
                .set(group + ".image_list_path", json.nullNode());
    }

    /**
     * Settings with other images. Those have no validation images unless they are given, too.
     *
     * @param images to learn from; null for those of the settings
     * @param validation held-out images; null for none beside new ones
     */
    public static SettingsTree withImages(SettingsTree tree, Path images, Path validation) {
        SettingsTree result = tree;
        if (images != null) {
            result = with(with(result, "data.train", images), "data.val", null);
        }
        return validation == null ? result : with(result, "data.val", validation);
    }

    /** What a group names; null for nothing. */
    private static ImageSource source(SettingsTree tree, String group) throws IOException {
        boolean list = !tree.isOpen(group + ".image_list_path");
        if (tree.isOpen(group + ".root_dir") && !list) {
            return null;
        }
        Path root =
                tree.isOpen(group + ".root_dir") ? null : Path.of(tree.text(group + ".root_dir"));
        String format =
                tree.isOpen(group + ".data_format")
                        ? list ? "list" : ""
                        : tree.text(group + ".data_format").toLowerCase(Locale.ROOT);
        if (format.equals("list") && list) {
            Path file = Path.of(tree.text(group + ".image_list_path"));
            return root == null ? ListSource.open(file) : ListSource.open(file, root);
        }
        if (root == null) {
            throw tree.wrong(group + ".root_dir", "where the images are");
        }
        return switch (format) {
            case "" -> ImageSources.open(root);
            case "dir", "rdir" -> ImageSources.open(root, ImageSources.Format.FOLDER);
            case "zip" -> ImageSources.open(root, ImageSources.Format.ZIP);
            case "lmdb" -> ImageSources.open(root, ImageSources.Format.LMDB);
            case "list" -> ImageSources.open(root, ImageSources.Format.LIST);
            default -> throw tree.wrong(group + ".data_format", "one of dir, zip, lmdb, list");
        };
    }

    /** How images become square ({@code images.crop}); open: as published. */
    public static Crops crop(SettingsTree tree, int resolution) {
        if (!tree.isOpen("images.crop")) {
            return tree.choice("images.crop", Crops.class);
        }
        int resized = tree.integer("data.train.crop_resize_resolution", -1, 1 << 16);
        if (resized > 0 && resized < resolution) {
            throw tree.wrong(
                    "data.train.crop_resize_resolution", "-1, or " + resolution + " or more,");
        }
        return resized > 0 || !tree.flag("data.train.progressive_resize")
                ? Crops.RESIZE_CENTRE_CROP
                : Crops.PROGRESSIVE;
    }

    /** Whether images are mirrored ({@code data.train.mirror}: a chance, or {@code doubled}). */
    public static Mirror mirror(SettingsTree tree) {
        JsonNode mirror = tree.json().at("/data/train/mirror");
        if (mirror.isTextual() && mirror.asText().strip().equalsIgnoreCase("doubled")) {
            return Mirror.DOUBLED;
        }
        return mirrorChance(tree) == 0 ? Mirror.NONE : Mirror.COIN;
    }

    /** The chance that a sample is mirrored; one half where each image counts twice. */
    public static double mirrorChance(SettingsTree tree) {
        JsonNode mirror = tree.json().at("/data/train/mirror");
        if (mirror.isTextual() && mirror.asText().strip().equalsIgnoreCase("doubled")) {
            return 0.5;
        }
        if (!mirror.isNumber() || !(mirror.asDouble() >= 0 && mirror.asDouble() <= 1)) {
            throw tree.wrong("data.train.mirror", "a chance from 0 to 1, or doubled,");
        }
        return mirror.asDouble();
    }

    /**
     * The endless sequence of training samples.
     *
     * @param checkpoint to go on from; null for a new run
     */
    public static SampleStream stream(
            SettingsTree tree,
            ImageSource images,
            SampleSpec spec,
            int batch,
            Checkpoint checkpoint) {
        Sampler sampler =
                checkpoint == null
                        ? Sampler.shuffled(spec.drawn(images), spec.seed())
                        : Sampler.resume(
                                SamplerPosition.parse(checkpoint.run().path("data").asText()));
        int threads = tree.integer("data.num_workers", 0, 256);
        return SampleStream.open(
                images, spec, sampler, Math.max(1, threads), 2 * Math.max(threads, batch));
    }

    /** Images of an epoch: those of the source, {@code data.repeat} times. */
    public static long epoch(SettingsTree tree, ImageSource images) {
        return tree.integer("data.repeat", 1, Integer.MAX_VALUE) * (long) images.size();
    }

    /** Checks that samples have the values that networks take here, those between −1 and 1. */
    public static void checkValues(SettingsTree tree) {
        for (String key : new String[] {"mean", "std"}) {
            String full = "data.train.transform_kwargs." + key;
            if (tree.number(full, -1e9, 1e9) != 127.5) {
                throw tree.wrong(full, "127.5, as networks take values from -1 to 1,");
            }
        }
    }
}
