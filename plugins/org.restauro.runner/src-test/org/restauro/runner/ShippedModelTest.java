// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.restauro.images.compare.ImageScores;
import org.restauro.models.file.ModelFile;

/** The model in {@code pretrained/} restores held-out murals better than the classic methods. */
class ShippedModelTest {
    private static final Path MODEL =
            Path.of(System.getProperty("restauro.root"), "pretrained", "mat-small-64.safetensors");

    private static final long LARGEST_BYTES = 15L << 20;

    @Test
    void is_small_and_says_what_it_is() throws IOException {
        assertThat(Files.size(MODEL)).isLessThan(LARGEST_BYTES);
        try (ModelFile model = ModelFile.open(MODEL)) {
            assertThat(model.description().family()).isEqualTo("mat");
            assertThat(model.description().licence()).contains("pretrained/README.md");
        }
    }

    @Test
    @Tag("slow")
    void restores_better_than_telea_and_diffusion() throws IOException {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        assumeTrue(
                system.toLowerCase(Locale.ROOT).equals("linux amd64"),
                "OpenCV's natives are there for Linux on x86-64 only");
        try (RestorationContest contest = new RestorationContest(MODEL)) {
            Map<String, ImageScores> scores =
                    contest.scores(
                            RestorationContest.murals(
                                    2 * contest.builtSize(), 40, RestorationContest.FLAKED));
            ImageScores model = scores.get("model");
            for (String classic : new String[] {"Telea", "Navier-Stokes"}) {
                assertThat(model.psnr())
                        .as("PSNR within holes against %s, dB", classic)
                        .isGreaterThan(scores.get(classic).psnr() + 0.5);
                assertThat(model.ssim())
                        .as("SSIM within holes against %s", classic)
                        .isGreaterThan(scores.get(classic).ssim() + 0.025);
            }
        }
    }
}
