// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.gan;

import org.knime.node.parameters.widget.choices.Label;

/** Named beginnings of the settings. */
enum PresetChoice {
    @Label(
            value = "Small StyleGAN2, 64 × 64",
            description = "Learns on a processor within hours, on a graphics card within minutes.")
    STYLEGAN2_SMALL_64("stylegan2-small-64"),
    @Label(
            value = "Small StyleGAN2-ADA, 64 × 64",
            description = "The same with adaptive augmentation, for few images.")
    STYLEGAN2ADA_SMALL_64("stylegan2ada-small-64"),
    @Label(
            value = "Small StyleGAN, 32 × 32",
            description = "Grows from 8 × 8; learns on a processor.")
    STYLEGAN_SMALL_32("stylegan-small-32"),
    @Label(value = "Small PGGAN, 32 × 32", description = "Grows from 8 × 8; learns on a processor.")
    PGGAN_SMALL_32("pggan-small-32"),
    @Label(
            value = "StyleGAN2-ADA, automatic",
            description =
                    "NVIDIA's rule for images nobody has tuned for: batch, rates and average follow"
                            + " from the resolution. Like those below for a graphics card.")
    ADA_AUTO("ada-auto"),
    @Label(value = "StyleGAN2-ADA, paper 256", description = "NVIDIA's recipe for 256 × 256.")
    ADA_PAPER256("ada-paper256"),
    @Label(value = "StyleGAN2-ADA, paper 512", description = "NVIDIA's recipe for 512 × 512.")
    ADA_PAPER512("ada-paper512"),
    @Label(value = "StyleGAN2-ADA, paper 1024", description = "NVIDIA's recipe for 1,024 × 1,024.")
    ADA_PAPER1024("ada-paper1024"),
    @Label(
            value = "StyleGAN2-ADA, StyleGAN2",
            description = "NVIDIA's recipe that repeats StyleGAN2's configuration F.")
    ADA_STYLEGAN2("ada-stylegan2"),
    @Label(value = "StyleGAN2-ADA, CIFAR-10", description = "NVIDIA's recipe for 32 × 32.")
    ADA_CIFAR("ada-cifar"),
    @Label(value = "PGGAN, CelebA-HQ 1024", description = "GenForce's configuration.")
    PGGAN_CELEBAHQ1024("pggan_celebahq1024"),
    @Label(value = "StyleGAN, demo 64", description = "GenForce's small configuration.")
    STYLEGAN_DEMO("stylegan_demo"),
    @Label(value = "StyleGAN, FFHQ 256", description = "GenForce's configuration.")
    STYLEGAN_FFHQ256("stylegan_ffhq256"),
    @Label(
            value = "StyleGAN, FFHQ 256, evaluation",
            description = "GenForce's configuration to evaluate.")
    STYLEGAN_FFHQ256_VAL("stylegan_ffhq256_val"),
    @Label(value = "StyleGAN, FFHQ 1024", description = "GenForce's configuration.")
    STYLEGAN_FFHQ1024("stylegan_ffhq1024"),
    @Label(
            value = "StyleGAN, FFHQ 1024, evaluation",
            description = "GenForce's configuration to evaluate.")
    STYLEGAN_FFHQ1024_VAL("stylegan_ffhq1024_val"),
    @Label(value = "StyleGAN2, demo 512", description = "GenForce's configuration.")
    STYLEGAN2_DEMO512("stylegan2_demo512");

    private final String key;

    PresetChoice(final String key) {
        this.key = key;
    }

    /** Its name in training runs. */
    String key() {
        return key;
    }
}
