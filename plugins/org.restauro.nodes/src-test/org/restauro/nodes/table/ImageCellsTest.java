// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.MissingCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.restauro.images.ImageException;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;

class ImageCellsTest {

    @Test
    void keeps_every_sample_of_a_sixteen_bit_image() throws Exception {
        short[] samples = {0, 1, (short) 65535, 257, 12345, (short) 54321};
        PixelImage image = PixelImage.of16(2, 1, 3, samples);

        DataCell cell = ImageCells.cell(image);

        assertThat(cell.getType()).isEqualTo(PNGImageCellFactory.TYPE);
        assertThat(ImageCells.image(cell, "image").samples16()).containsExactly(samples);
    }

    @Test
    void keeps_soft_values_of_a_mask() throws Exception {
        Mask mask = Mask.of(3, 1, new byte[] {0, (byte) 200, (byte) 255});

        Mask back = ImageCells.mask(ImageCells.cell(mask), "mask");

        assertThat(back.values()).containsExactly(mask.values());
    }

    @Test
    void says_why_a_cell_is_missing() {
        assertThatThrownBy(() -> ImageCells.image(new MissingCell("no file"), "image"))
                .isInstanceOf(ImageException.class)
                .hasMessage("There is no image: no file");
        assertThatThrownBy(() -> ImageCells.mask(DataType.getMissingCell(), "mask"))
                .isInstanceOf(ImageException.class)
                .hasMessage("There is no mask: its cell is missing.");
    }

    @Test
    void refuses_a_cell_that_is_no_image() {
        assertThatThrownBy(() -> ImageCells.image(new StringCell("x"), "image"))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("a PNG image is needed");
    }
}
