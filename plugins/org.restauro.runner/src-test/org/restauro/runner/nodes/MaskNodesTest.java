// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.node.BufferedDataTable;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.standin.TemporaryData;

class MaskNodesTest {

    @TempDir Path folder;

    private final TemporaryData data = new TemporaryData();
    private BufferedDataTable table;

    @BeforeEach
    void a_table_of_images_and_masks() throws Exception {
        Path images = folder.resolve("images");
        Path masks = folder.resolve("masks");
        byte[] rgba = Pictures.noise(40, 30, 4, 1).bytes8().clone();
        for (int i = 3; i < rgba.length; i += 4) {
            rgba[i] = (byte) (i < rgba.length / 2 ? 0 : 255);
        }
        Pictures.write(images.resolve("a.png"), PixelImage.of8(40, 30, 4, rgba));
        Pictures.write(images.resolve("b.png"), Pictures.noise(64, 64, 3, 2));
        Pictures.write(masks.resolve("a.png"), Pictures.box(40, 30, 10, 10, 5, 5));
        Pictures.write(masks.resolve("b.png"), Pictures.box(64, 64, 0, 0, 20, 20));
        table =
                new NodeRun(NodeRun.IMAGE_SET_READER, data)
                        .with("imageFolder", images, "maskFolder", masks)
                        .table();
    }

    @AfterEach
    void close() {
        data.close();
    }

    private NodeRun generator() throws Exception {
        return new NodeRun(NodeRun.MASK_GENERATOR, data).with("imageColumn", "image");
    }

    private NodeRun tools() throws Exception {
        return new NodeRun(NodeRun.MASK_TOOLS, data);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MAT_LARGE",
                "MAT_SMALL",
                "RECTANGLES",
                "BOXES",
                "STROKES",
                "SCRATCHES",
                "FLAKING"
            })
    void makes_repeatable_masks_of_the_images_sizes(String kind) throws Exception {
        BufferedDataTable masked = generator().with("kind", kind).table(table);
        BufferedDataTable again = generator().with("kind", kind).table(table);
        BufferedDataTable other = generator().with("kind", kind, "seed", 7L).table(table);

        Mask mask = NodeRun.mask(masked, 0, "mask (#1)");
        assertThat(mask.width()).isEqualTo(40);
        assertThat(mask.height()).isEqualTo(30);
        double ratio = ((DoubleCell) NodeRun.cell(masked, 0, "hole ratio")).getDoubleValue();
        assertThat(ratio).isEqualTo(mask.holeRatio()).isBetween(0.0, 1.0);
        assertThat(NodeRun.mask(again, 0, "mask (#1)")).isEqualTo(mask);
        if (!"BOXES".equals(kind)) { // a single box always sits in the centre
            assertThat(NodeRun.mask(other, 0, "mask (#1)")).isNotEqualTo(mask);
        }
    }

    @Test
    void keeps_the_share_of_holes_in_the_range() throws Exception {
        BufferedDataTable masked =
                generator().with("leastHoles", 0.3, "largestHoles", 0.4).table(table);

        for (int row = 0; row < 2; row++) {
            assertThat(((DoubleCell) NodeRun.cell(masked, row, "hole ratio")).getDoubleValue())
                    .isBetween(0.3, 0.4);
        }
    }

    @Test
    void makes_masks_of_one_size_for_any_table() throws Exception {
        BufferedDataTable masked =
                generator()
                        .with("size", "FIXED", "width", 17, "height", 9, "imageColumn", "")
                        .table(table);

        assertThat(NodeRun.mask(masked, 1, "mask (#1)").width()).isEqualTo(17);
    }

    @Test
    void shows_the_damage_if_asked_to() throws Exception {
        BufferedDataTable masked = generator().with("addDamaged", true).table(table);

        Mask mask = NodeRun.mask(masked, 1, "mask (#1)");
        PixelImage image = NodeRun.image(masked, 1, "image");
        PixelImage damaged = NodeRun.image(masked, 1, "damaged");
        for (int i = 0; i < 64 * 64; i++) {
            int x = i % 64;
            int y = i / 64;
            assertThat(damaged.sample(x, y, 0))
                    .isEqualTo(mask.isHole(x, y) ? 226 : image.sample(x, y, 0));
        }
    }

    @Test
    void reads_masks_from_transparency_and_says_where_there_is_none() throws Exception {
        NodeRun run = generator().with("kind", "ALPHA");
        BufferedDataTable masked = run.table(table);

        assertThat(NodeRun.mask(masked, 0, "mask (#1)").holeRatio()).isEqualTo(0.5);
        assertThat(NodeRun.cell(masked, 1, "mask (#1)").isMissing()).isTrue();
        assertThat(run.message()).contains("Row \"b\"", "no alpha channel");
        assertThat(generator().with("kind", "ALPHA", "onFailure", "FAIL").failure(table))
                .contains("Row \"b\" failed");
    }

    @Test
    void refuses_impossible_settings_when_they_are_applied() throws Exception {
        assertThat(refused("leastHoles", 0.5, "largestHoles", 0.5)).contains("0.5 to 0.5");
        assertThat(refused("kind", "COLOUR", "colour", "pink")).contains("\"pink\"");
        assertThat(refused("shapeSizes", "CUSTOM", "kind", "STROKES", "smallest", 2.0))
                .contains("2.0");
        assertThat(refused("maskColumn", " ")).contains("name of the mask column is empty");
    }

    private String refused(Object... settings) throws Exception {
        try {
            generator().with(settings).configures(table);
        } catch (AssertionError e) {
            return e.getMessage();
        }
        throw new AssertionError("accepted");
    }

    @Test
    void runs_with_its_defaults_once_connected() throws Exception {
        assertThat(new NodeRun(NodeRun.MASK_GENERATOR, data).table(table).size()).isEqualTo(2);
        assertThat(new NodeRun(NodeRun.MASK_TOOLS, data).table(table).size()).isEqualTo(2);
    }

    @Test
    void applies_operations_one_after_the_other() throws Exception {
        BufferedDataTable grown =
                tools().with("steps/0/operation", "GROW", "steps/0/amount", 2).table(table);
        BufferedDataTable back =
                tools().with("steps/0/operation", "GROW", "steps/0/amount", 2)
                        .with("steps/1/operation", "INVERT", "steps/1/amount", 0)
                        .with("steps/1/otherColumn", "")
                        .table(table);

        long pixels = NodeRun.mask(grown, 0, "mask").holePixels();
        assertThat(pixels).isGreaterThan(25).isLessThanOrEqualTo(81);
        assertThat(NodeRun.text(grown, 0, "largest hole")).isEqualTo(Long.toString(pixels));
        assertThat(NodeRun.text(grown, 0, "holes")).isEqualTo("1");
        assertThat(NodeRun.mask(back, 0, "mask").holePixels()).isEqualTo(1200 - pixels);
    }

    @Test
    void combines_two_masks_and_names_sizes_that_differ() throws Exception {
        BufferedDataTable two =
                generator().with("maskColumn", "other", "kind", "STROKES").table(table);
        BufferedDataTable odd =
                generator()
                        .with("maskColumn", "other", "size", "FIXED", "width", 8, "height", 8)
                        .table(table);
        NodeRun run =
                tools().with(
                                "steps/0/operation", "UNION",
                                "steps/0/otherColumn", "other",
                                "output", "APPEND");

        Mask union = NodeRun.mask(run.table(two), 0, "edited mask");
        assertThat(union.holePixels()).isGreaterThan(NodeRun.mask(two, 0, "other").holePixels());
        assertThat(union.isHole(12, 12)).isTrue();

        run.table(odd);
        assertThat(run.message()).contains("2 rows have missing results", "8", "40");
    }

    @Test
    void names_a_column_that_is_not_there() throws Exception {
        assertThat(tools().with("maskColumn", "msk").refusal(table))
                .contains("\"msk\" is not in the input table", "\"mask\"");
        assertThat(tools().with("maskColumn", "name").refusal(table))
                .contains("PNG images are needed");
        assertThat(tools().with("maskColumn", "").refusal(table)).contains("No mask column");
    }
}
