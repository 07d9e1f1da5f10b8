// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.engine.Noise;
import org.restauro.engine.Torch;
import org.restauro.engine.weights.Safetensors;
import org.restauro.engine.weights.StateDict;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.models.inpaint.InpaintRequest;
import org.restauro.models.inpaint.InpaintResult;
import org.restauro.models.inpaint.InpaintSettings;
import org.restauro.models.inpaint.Inpainter;
import org.restauro.models.inpaint.NoiseMode;
import org.restauro.models.inpaint.Policy;
import org.restauro.models.inpaint.Progress;
import org.restauro.models.inpaint.Sampling;
import org.restauro.models.mat.FormulaWeights;
import org.restauro.models.mat.MatConfig;
import org.restauro.models.mat.MatInpaintingNetwork;
import org.restauro.models.mat.MatModels;

/** Filling holes with references, sample by sample and image by image. */
@Tag("slow")
class ReferenceGuidedNetworkTest {
    private static final int SIDE = 32;
    private static final int PLANE = SIDE * SIDE;

    private ReferenceGuidedNetwork network;
    private ReferenceFeatures red;
    private ReferenceFeatures striped;

    @BeforeEach
    void open() {
        var generator = Small.generator(SIDE, Small.LIGHT, Small.POLICY);
        Small.open(generator, 0.8f);
        network = new ReferenceGuidedNetwork(generator, Small.POLICY);
        red = network.encode(List.of("red"), List.of(picture(40, 60, 0)));
        striped = network.encode(List.of("striped"), List.of(picture(70, 33, 1)));
    }

    @AfterEach
    void close() {
        network.close();
    }

    private static PixelImage picture(int w, int h, int kind) {
        byte[] rgb = new byte[w * h * 3];
        Random random = new Random(kind);
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % w;
            rgb[i] =
                    (byte)
                            (kind == 0
                                    ? (i % 3 == 0 ? 220 : 20)
                                    : x % 8 < 4 ? 250 : random.nextInt(90));
        }
        return PixelImage.of8(w, h, 3, rgb);
    }

    private static Sampling sampling(int n, ReferenceFeatures... hints) {
        return new Sampling(
                FormulaWeights.sequence(999, n * 32, 1.7),
                0.7f,
                NoiseMode.RANDOM,
                Small.seeds(n),
                new ArrayList<>(Arrays.asList(hints)));
    }

    private static float[] images(int n) {
        return FormulaWeights.sequence(777, n * 3 * PLANE, 1);
    }

    private static float[] masks(int n) {
        float[] m = new float[n * PLANE];
        for (int i = 0; i < m.length; i++) {
            int x = i % SIDE;
            int y = i / SIDE % SIDE;
            m[i] = x > 8 && x < 24 && y > 8 && y < 20 ? 0 : 1;
        }
        return m;
    }

    private float[] paint(int n, Sampling sampling) {
        return network.inpaint(images(n), masks(n), n, SIDE, SIDE, sampling);
    }

    @Test
    void each_sample_follows_its_own_references() {
        float[] plain;
        try (MatInpaintingNetwork mat =
                MatModels.of(
                        MatConfig.small(SIDE),
                        Small.backbone(MatConfig.small(SIDE)),
                        Small.POLICY)) {
            plain = mat.inpaint(images(3), masks(3), 3, SIDE, SIDE, sampling(3));
        }
        assertThat(paint(3, sampling(3))).isEqualTo(plain);
        float[] mixed = paint(3, sampling(3, red, null, striped));
        int size = 3 * PLANE;
        float[] middle = Arrays.copyOfRange(mixed, size, 2 * size);
        assertThat(middle).isEqualTo(Arrays.copyOfRange(plain, size, 2 * size));
        assertThat(Arrays.copyOf(mixed, size)).isNotEqualTo(Arrays.copyOf(plain, size));

        network.follow(striped);
        float[] all = paint(3, sampling(3, red, null, striped));
        assertThat(Arrays.copyOf(all, size)).isEqualTo(Arrays.copyOf(mixed, size));
        assertThat(Arrays.copyOfRange(all, size, 2 * size)).isNotEqualTo(middle);
        network.follow(null);
        assertThat(paint(3, sampling(3))).isEqualTo(plain);
        assertThat(paint(3, sampling(3, red.select(), red.select(), red.select())))
                .isEqualTo(plain);
    }

    @Test
    void every_piece_of_an_image_follows_the_references_of_the_image() {
        InpaintSettings settings = InpaintSettings.defaults().withPolicy(Policy.TILES).withBatch(3);
        PixelImage image = picture(80, 50, 1);
        byte[] known = new byte[80 * 50];
        Arrays.fill(known, (byte) -1);
        for (int y = 12; y < 36; y++) {
            Arrays.fill(known, y * 80 + 6, y * 80 + 74, (byte) 0);
        }
        Mask mask = Mask.of(80, 50, known);
        List<InpaintRequest> requests =
                List.of(
                        new InpaintRequest("a", image, mask, 5, red),
                        new InpaintRequest("b", image, mask, 5, striped),
                        new InpaintRequest("c", image, mask, 5));
        List<InpaintResult> together = new ArrayList<>();
        // the network stays this test's
        Inpainter inpainter = new Inpainter(network, settings);
        List<AttentionMap> maps = new ArrayList<>();
        network.watch(maps::add);
        inpainter.restoreAll(requests.iterator(), together::add, Progress.NONE);
        network.watch(null);
        for (int i = 0; i < 3; i++) {
            InpaintResult alone = inpainter.restore(requests.get(i));
            assertThat(together.get(i).succeeded()).isTrue();
            assertThat(together.get(i).variants().get(0).bytes8())
                    .isEqualTo(alone.variants().get(0).bytes8());
        }
        assertThat(together.get(0).variants().get(0).bytes8())
                .isNotEqualTo(together.get(2).variants().get(0).bytes8());
        assertThat(maps).anyMatch(m -> m.references() == red);
        assertThat(maps).anyMatch(m -> m.references() == striped);
    }

    @Test
    void shows_where_missing_pixels_looked() {
        ReferenceFeatures both = ReferenceFeatures.join(List.of(red, striped));
        List<AttentionMap> maps = new ArrayList<>();
        network.watch(maps::add);
        paint(2, sampling(2, null, both));

        assertThat(maps).extracting(AttentionMap::side).containsExactly(16, 32);
        for (AttentionMap map : maps) {
            assertThat(map.references()).isSameAs(both);
            assertThat(map.missing()).isBetween(1.0, (double) map.height() * map.width());
            double sum = 0;
            for (int r = 0; r < 2; r++) {
                for (float w : map.lookedAt(r)) {
                    sum += w;
                }
            }
            assertThat(sum).isBetween(0.999, 1.001);
            assertThat(map.at(0, 0, 1)).hasSize(64);
        }
        AttentionMap fine = maps.get(1);
        assertThat(fine.holes()[12 * SIDE + 12]).isEqualTo(1);
        assertThat(fine.holes()[0]).isZero();
        assertThat(fine.missing()).isEqualTo(15.0 * 11);
    }

    @Test
    void features_survive_a_file(@TempDir Path folder) throws Exception {
        ReferenceFeatures both = ReferenceFeatures.join(List.of(striped, red));
        Path file = folder.resolve("both.safetensors");
        both.write(file);
        ReferenceFeatures read = ReferenceFeatures.read(file);

        assertThat(read.names()).containsExactly("striped", "red");
        assertThat(read.module()).isEqualTo(both.module());
        assertThat(read.config()).isEqualTo(both.config());
        assertThat(read.picture(1).bytes8()).isEqualTo(both.picture(1).bytes8());
        assertThat(paint(1, sampling(1, read))).isEqualTo(paint(1, sampling(1, both)));
        assertThat(paint(1, sampling(1, read.select(1)))).isEqualTo(paint(1, sampling(1, red)));
        red.select().write(file);
        assertThat(ReferenceFeatures.read(file).count()).isZero();

        Safetensors.write(file, new StateDict(), Map.of());
        assertThatThrownBy(() -> ReferenceFeatures.read(file))
                .hasMessageContaining("both.safetensors: ")
                .hasMessageContaining("without encoded references");
    }

    @Test
    void refuses_features_of_another_module() {
        var other = Small.generator(SIDE, Small.LIGHT, Small.POLICY);
        other.initialiseReference(Small.POLICY, Noise.seeded(77));
        try (ReferenceGuidedNetwork foreign = new ReferenceGuidedNetwork(other, Small.POLICY)) {
            assertThatThrownBy(() -> foreign.follow(red))
                    .hasMessageContaining("[red]")
                    .hasMessageContaining(red.module().substring(0, 12))
                    .hasMessageContaining("Encode them again");
            ReferenceFeatures theirs = foreign.encode(List.of("x"), List.of(picture(9, 9, 1)));
            assertThatThrownBy(() -> paint(1, sampling(1, theirs)))
                    .hasMessageContaining(theirs.module().substring(0, 12));
            assertThatThrownBy(() -> ReferenceFeatures.join(List.of(red, theirs)))
                    .hasMessageContaining("Encode them again");
        }
    }

    @Test
    void nothing_stays_alive_after_a_forward() {
        network.watch(map -> {});
        paint(1, sampling(1, red));
        long live = Torch.liveArrays();
        for (int i = 0; i < 5; i++) {
            paint(2, sampling(2, red, striped));
            network.encode(List.of("x"), List.of(picture(20, 20, 1)));
        }
        assertThat(Torch.liveArrays()).isEqualTo(live);
    }

    @Test
    void pictures_become_squares_of_area_means() {
        PixelImage wide =
                PixelImage.of8(4, 2, 1, new byte[] {0, 100, 50, 50, 100, (byte) 200, 50, 50});
        PixelImage square = ReferencePictures.square(wide, 2);
        assertThat(square.bytes8())
                .isEqualTo(
                        new byte[] {
                            50, 50, 50, 50, 50, 50, (byte) 150, (byte) 150, (byte) 150, 50, 50, 50
                        });
        float[] values = ReferencePictures.values(square);
        assertThat(values).hasSize(12);
        assertThat(values[2]).isEqualTo(150 / 127.5f - 1);
        PixelImage large = ReferencePictures.square(square, 5);
        assertThat(large.sample(2, 0, 0)).isEqualTo(50);
        assertThat(large.sample(0, 2, 0)).isEqualTo(100);
        assertThat(ReferencePictures.square(wide, 3).sample(0, 0, 0)).isEqualTo(25);
    }
}
