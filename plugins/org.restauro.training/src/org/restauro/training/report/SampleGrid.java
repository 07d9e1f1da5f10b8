// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.WriteOptions;

/**
 * Draws what a network makes of the first held-out samples: damaged, restored and true image side
 * by side, two samples a row, as {@code kimg-000004.png} in a folder. Holes of the damaged image
 * are hatched.
 */
public final class SampleGrid implements Evaluation.Listener {
    /** Pixels between the images of a sample. */
    private static final int NARROW = 2;

    /** Pixels between samples. */
    private static final int WIDE = 10;

    private static final int SAMPLES_A_ROW = 2;
    private static final int COLOURS = 3;

    /** Smallest distance of two lines of the hatching, in pixels. */
    private static final int HATCH = 8;

    /** Lines across an image, so that they can be seen when it is shown small. */
    private static final int HATCH_LINES = 10;

    /** A line is so much narrower than the distance. */
    private static final int HATCH_SHARE = 4;

    private static final int HATCH_DARK = 176;
    private static final int HATCH_LIGHT = 216;
    private static final double KIMG = 1000;

    /**
     * The images of a sample.
     *
     * @param tiles from left to right, of one size, at least one
     */
    public record Strip(List<PixelImage> tiles) {
        /** Copies the list. */
        public Strip {
            tiles = List.copyOf(tiles);
        }

        /**
         * A restoration.
         *
         * @param between shown between the damaged and the restored one; of the same size
         */
        public Strip(
                PixelImage damaged,
                PixelImage restored,
                PixelImage truth,
                List<PixelImage> between) {
            this(joined(damaged, between, restored, truth));
        }

        /** A restoration of three images. */
        public Strip(PixelImage damaged, PixelImage restored, PixelImage truth) {
            this(damaged, restored, truth, List.of());
        }

        private static List<PixelImage> joined(
                PixelImage first, List<PixelImage> between, PixelImage... last) {
            List<PixelImage> tiles = new ArrayList<>();
            tiles.add(first);
            tiles.addAll(between);
            tiles.addAll(List.of(last));
            return tiles;
        }
    }

    /**
     * What was drawn last.
     *
     * @param images seen by the network then
     * @param labels of a strip's images, from left to right; as many as it has
     * @param what the pictures are, such as {@code Held-out images}
     */
    public record Picture(long images, List<Strip> strips, List<String> labels, String what) {
        /** Copies the lists. */
        public Picture {
            strips = List.copyOf(strips);
            labels = List.copyOf(labels);
        }

        /** Restorations of held-out images. */
        public Picture(long images, List<Strip> strips, List<String> labels) {
            this(images, strips, labels, "Held-out images; holes are hatched");
        }

        /** Strips of three images. */
        public Picture(long images, List<Strip> strips) {
            this(images, strips, SampleGrid.labels(List.of()));
        }
    }

    private static List<String> labels(List<String> between) {
        List<String> labels = new ArrayList<>();
        labels.add("damaged");
        labels.addAll(between);
        labels.add("restored");
        labels.add("original");
        return labels;
    }

    private final Path folder;
    private final int count;
    private List<String> labels = List.of();
    private IntFunction<List<PixelImage>> between = i -> List.of();
    private Picture latest;

    /**
     * A grid of pictures.
     *
     * @param folder where files go; made if it is not there
     * @param count how many samples are drawn, 1 or more, if there are so many
     */
    public SampleGrid(Path folder, int count) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "A picture of " + count + " samples cannot be drawn; 1 or more can.");
        }
        this.folder = folder;
        this.count = count;
    }

    /**
     * Shows more images of each sample, between the damaged and the restored one; returns this.
     *
     * @param names of these images
     * @param images of a sample by its number, as many as there are names, of its size
     */
    public SampleGrid showing(List<String> names, IntFunction<List<PixelImage>> images) {
        labels = List.copyOf(names);
        between = images;
        return this;
    }

    /** What was drawn last; null before the first evaluation. */
    public Picture latest() {
        return latest;
    }

    @Override
    public void evaluated(
            long step,
            long images,
            Map<String, Double> values,
            boolean best,
            List<Evaluation.Restoration> restorations)
            throws IOException {
        List<Strip> strips = new ArrayList<>();
        for (int i = 0; i < Math.min(count, restorations.size()); i++) {
            Evaluation.Restoration r = restorations.get(i);
            PixelImage damaged = damaged(r.truth(), r.mask());
            strips.add(new Strip(damaged, r.image(), r.truth(), between.apply(i)));
        }
        latest = new Picture(images, strips, labels(labels));
        Files.createDirectories(folder);
        String name = String.format(Locale.ROOT, "kimg-%06d.png", Math.round(images / KIMG));
        ImageFiles.write(
                draw(strips),
                folder.resolve(name),
                WriteOptions.defaults().withExisting(WriteOptions.Existing.REPLACE));
    }

    /** The image with its holes hatched. */
    static PixelImage damaged(PixelImage image, Mask mask) {
        byte[] pixels = image.toRgb8().bytes8().clone();
        int distance = Math.max(HATCH, image.width() / HATCH_LINES);
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                if (mask.isHole(x, y)) {
                    boolean line = (x + y) % distance < distance / HATCH_SHARE;
                    byte grey = (byte) (line ? HATCH_DARK : HATCH_LIGHT);
                    int at = (y * image.width() + x) * COLOURS;
                    pixels[at] = grey;
                    pixels[at + 1] = grey;
                    pixels[at + 2] = grey;
                }
            }
        }
        return PixelImage.of8(image.width(), image.height(), 3, pixels);
    }

    /** One picture of all samples; what lies between them is transparent. */
    public static PixelImage draw(List<Strip> strips) {
        int w = strips.get(0).tiles().get(0).width();
        int h = strips.get(0).tiles().get(0).height();
        int across = Math.min(SAMPLES_A_ROW, strips.size());
        int down = (strips.size() + across - 1) / across;
        int images = strips.get(0).tiles().size();
        int stripWidth = images * w + (images - 1) * NARROW;
        int width = across * stripWidth + (across - 1) * WIDE;
        int height = down * h + (down - 1) * WIDE;
        byte[] canvas = new byte[4 * width * height];
        for (int i = 0; i < strips.size(); i++) {
            Strip strip = strips.get(i);
            int left = i % across * (stripWidth + WIDE);
            int top = i / across * (h + WIDE);
            for (int k = 0; k < images; k++) {
                paste(canvas, width, strip.tiles().get(k), left + k * (w + NARROW), top);
            }
        }
        return PixelImage.of8(width, height, 4, canvas);
    }

    private static void paste(byte[] canvas, int width, PixelImage image, int left, int top) {
        byte[] pixels = image.toRgb8().bytes8();
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                int to = ((top + y) * width + left + x) * 4;
                System.arraycopy(pixels, (y * image.width() + x) * 3, canvas, to, 3);
                canvas[to + 3] = (byte) 255;
            }
        }
    }
}
