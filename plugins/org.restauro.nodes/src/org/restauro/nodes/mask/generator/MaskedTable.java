// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.mask.generator;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.restauro.images.ImageException;
import org.restauro.images.Mask;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.ImageInfo;
import org.restauro.images.io.MaskReading;
import org.restauro.images.mask.MaskGenerator;
import org.restauro.nodes.table.ImageCells;
import org.restauro.nodes.table.ImageColumns;
import org.restauro.nodes.table.RowProblems;
import org.restauro.nodes.table.Rows;

/** The output table of the Mask Generator: the input rows, each with a mask and its hole ratio. */
final class MaskedTable {

    static final String HOLE_RATIO = "hole ratio";

    private static final String IMAGE = "image";

    private final MaskGeneratorNodeParameters parameters;
    private final MaskGenerator generator;
    private final MaskReading reading;
    private final int imageIndex;
    private final DataTableSpec spec;
    private long rowNumber;

    MaskedTable(final DataTableSpec input, final MaskGeneratorNodeParameters parameters)
            throws InvalidSettingsException {
        this.parameters = parameters;
        generator = parameters.kind.isRead() ? null : parameters.generator();
        reading = parameters.kind.isRead() ? parameters.reading() : null;
        imageIndex =
                parameters.needsImage()
                        ? ImageColumns.imageIndex(input, parameters.imageColumn, "image column")
                        : -1;
        spec =
                Rows.append(
                        input,
                        Rows.column(parameters.maskColumn.trim(), PNGImageCellFactory.TYPE),
                        Rows.column(HOLE_RATIO, DoubleCell.TYPE));
    }

    DataTableSpec spec() {
        return spec;
    }

    /** The new cells of the next row. */
    DataCell[] masked(final DataRow row, final RowProblems problems) throws KNIMEException {
        long index = rowNumber++;
        try {
            Mask mask = mask(row, index);
            return new DataCell[] {ImageCells.cell(mask), new DoubleCell(mask.holeRatio())};
        } catch (ImageException | IllegalArgumentException e) {
            DataCell missing = ImageCells.missing(problems.report(row.getKey(), e));
            return new DataCell[] {missing, missing};
        }
    }

    private Mask mask(final DataRow row, final long index) throws ImageException {
        if (reading != null) {
            return reading.toMask(ImageCells.image(row.getCell(imageIndex), IMAGE), IMAGE);
        }
        int width = parameters.width;
        int height = parameters.height;
        if (imageIndex >= 0) {
            ImageInfo info =
                    ImageFiles.info(ImageCells.bytes(row.getCell(imageIndex), IMAGE), IMAGE);
            width = info.width();
            height = info.height();
        }
        return generator.generate(width, height, parameters.seed, index);
    }
}
