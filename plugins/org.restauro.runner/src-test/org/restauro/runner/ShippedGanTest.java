// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.murals.MuralOptions;
import org.restauro.images.murals.MuralSubject;
import org.restauro.images.murals.SampleMurals;
import org.restauro.models.file.ModelFile;

/** The GAN in {@code pretrained/} makes medallions, and many of them. */
class ShippedGanTest {
    private static final Path MODEL =
            Path.of(
                    System.getProperty("restauro.root"),
                    "pretrained",
                    "stylegan2-small-64.safetensors");

    private static final long LARGEST_BYTES = 15L << 20;
    private static final int SIDE = 64;
    private static final int COUNT = 48;

    /** Beyond those that the network was trained with. */
    private static final long HELD_OUT = 4_000_000;

    @TempDir Path folder;

    @Test
    void is_small_and_says_what_it_is() throws IOException {
        assertThat(Files.size(MODEL)).isLessThan(LARGEST_BYTES);
        try (ModelFile model = ModelFile.open(MODEL)) {
            assertThat(model.description().family()).isEqualTo("stylegan2");
            assertThat(model.description().licence()).contains("pretrained/README.md");
        }
    }

    @Test
    void makes_pictures_that_are_like_medallions_and_unlike_other_walls() throws IOException {
        List<PixelImage> made = made();
        List<PixelImage> medallions = painted(MuralSubject.MEDALLIONS);
        List<PixelImage> walls = painted(MuralSubject.WALLS);

        assertThat(roundness(made))
                .as("roundness; medallions %s, walls %s", roundness(medallions), roundness(walls))
                .isGreaterThan((roundness(medallions) + roundness(walls)) / 2);
        assertThat(spread(made))
                .as("distance of pictures from each other")
                .isBetween(0.6 * spread(medallions), 1.3 * spread(medallions));
    }

    private List<PixelImage> made() throws IOException {
        int status =
                Restauro.commandLine()
                        .execute(
                                "synthesize",
                                MODEL.toString(),
                                "-o",
                                folder.toString(),
                                "--seeds",
                                "0-" + (COUNT - 1),
                                "--psi",
                                "1");
        assertThat(status).isZero();
        List<PixelImage> images = new ArrayList<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".png")).sorted().toList()) {
                images.add(ImageFiles.read(file));
            }
        }
        assertThat(images).hasSize(COUNT);
        return images;
    }

    private static List<PixelImage> painted(MuralSubject subject) {
        SampleMurals series =
                new SampleMurals(
                        MuralOptions.square(SIDE).withAgeing(0.2).withDamage().withSubject(subject),
                        HELD_OUT);
        List<PixelImage> images = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            images.add(series.mural(i).aged());
        }
        return images;
    }

    /** The share of the green values' variance that the distance from the middle explains. */
    private static double roundness(List<PixelImage> images) {
        double share = 0;
        for (PixelImage image : images) {
            byte[] pixels = image.bytes8();
            double[] sum = new double[SIDE];
            double[] squares = new double[SIDE];
            int[] count = new int[SIDE];
            for (int i = 0; i < SIDE * SIDE; i++) {
                double x = i % SIDE + 0.5 - SIDE / 2.0;
                double y = i / SIDE + 0.5 - SIDE / 2.0;
                int radius = (int) Math.hypot(x, y);
                int value = pixels[3 * i + 1] & 255;
                sum[radius] += value;
                squares[radius] += value * value;
                count[radius]++;
            }
            double all = Arrays.stream(sum).sum();
            double total = Arrays.stream(squares).sum() - all * all / (SIDE * SIDE);
            double within = 0;
            for (int r = 0; r < SIDE; r++) {
                within += count[r] == 0 ? 0 : squares[r] - sum[r] * sum[r] / count[r];
            }
            share += (1 - within / total) / images.size();
        }
        return share;
    }

    /** Mean difference of neighbours in the list, in levels of 0 to 255. */
    private static double spread(List<PixelImage> images) {
        double sum = 0;
        for (int i = 1; i < images.size(); i++) {
            byte[] a = images.get(i - 1).bytes8();
            byte[] b = images.get(i).bytes8();
            for (int k = 0; k < a.length; k++) {
                sum += Math.abs((a[k] & 255) - (b[k] & 255)) / (double) a.length;
            }
        }
        return sum / (images.size() - 1);
    }
}
