// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.synthesizer;

import java.util.ArrayList;
import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.restauro.images.PixelImage;
import org.restauro.models.gan.synthesis.PictureTable;
import org.restauro.models.gan.synthesis.SynthesisPlan;
import org.restauro.nodes.table.ImageCells;
import org.restauro.nodes.table.ImageColumns;
import org.restauro.nodes.table.Rows;

/** One picture of all images of a run. */
final class Sheet {

    static final String COLUMN = "sheet";
    static final String MESSAGE_LARGE =
            "All images together are more than %d million pixels, too many for one picture.";
    static final String MESSAGE_NOTHING = "There is no image to show.";

    private static final String KEY = "Sheet";
    private static final int GAP = 2;
    private static final int MEGA = 1_000_000;
    private static final int MOST_MEGAPIXELS = 64;

    private final List<PixelImage> images = new ArrayList<>();
    private long pixels;

    static DataTableSpec spec() {
        return new DataTableSpec(
                Rows.column(ImageColumns.NAME, StringCell.TYPE),
                Rows.column(COLUMN, PNGImageCellFactory.TYPE));
    }

    /** Adds an image, or an empty place. */
    void add(final PixelImage image) {
        pixels += image == null ? 0 : image.pixels();
        if (isTooLarge()) {
            images.clear();
        } else {
            images.add(image);
        }
    }

    private boolean isTooLarge() {
        return pixels > (long) MOST_MEGAPIXELS * MEGA;
    }

    /**
     * The table of one row.
     *
     * @param name what to call the sheet
     * @param columns 0 for as many as suit the images
     */
    BufferedDataTable table(final String name, final int columns, final ExecutionContext exec) {
        BufferedDataContainer container = exec.createDataContainer(spec());
        container.addRowToTable(new DefaultRow(KEY, new StringCell(name), cell(columns)));
        container.close();
        return container.getTable();
    }

    private DataCell cell(final int columns) {
        if (isTooLarge()) {
            return ImageCells.missing(MESSAGE_LARGE.formatted(MOST_MEGAPIXELS));
        }
        if (images.stream().allMatch(image -> image == null)) {
            return ImageCells.missing(MESSAGE_NOTHING);
        }
        int across = columns > 0 ? columns : SynthesisPlan.columnsFor(images.size());
        return ImageCells.cell(PictureTable.draw(images, across, GAP));
    }
}
