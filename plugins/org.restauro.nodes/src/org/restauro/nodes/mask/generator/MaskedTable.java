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
import org.restauro.images.PixelImage;
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

    static final String DAMAGED = "damaged";

    private static final String IMAGE = "image";

    /** Bare plaster: red, green, blue. */
    private static final int[] PLASTER = {226, 217, 200};

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
        DataTableSpec masked =
                Rows.append(
                        input,
                        Rows.column(parameters.maskColumn.trim(), PNGImageCellFactory.TYPE),
                        Rows.column(HOLE_RATIO, DoubleCell.TYPE));
        spec =
                parameters.addDamaged
                        ? Rows.append(masked, Rows.column(DAMAGED, PNGImageCellFactory.TYPE))
                        : masked;
    }

    DataTableSpec spec() {
        return spec;
    }

    /** The new cells of the next row. */
    DataCell[] masked(final DataRow row, final RowProblems problems) throws KNIMEException {
        long index = rowNumber++;
        try {
            Mask mask = mask(row, index);
            DataCell cell = ImageCells.cell(mask);
            DataCell ratio = new DoubleCell(mask.holeRatio());
            return parameters.addDamaged
                    ? new DataCell[] {cell, ratio, ImageCells.cell(damaged(row, mask))}
                    : new DataCell[] {cell, ratio};
        } catch (ImageException | IllegalArgumentException e) {
            DataCell missing = ImageCells.missing(problems.report(row.getKey(), e));
            return parameters.addDamaged
                    ? new DataCell[] {missing, missing, missing}
                    : new DataCell[] {missing, missing};
        }
    }

    private PixelImage damaged(final DataRow row, final Mask mask) throws ImageException {
        PixelImage image = ImageCells.image(row.getCell(imageIndex), IMAGE).toRgb8();
        Mask holes = mask.fittedTo(image, false);
        byte[] bytes = image.bytes8().clone();
        for (int i = 0; i < bytes.length; i++) {
            int pixel = i / PLASTER.length;
            if (holes.isHole(pixel % image.width(), pixel / image.width())) {
                bytes[i] = (byte) PLASTER[i % PLASTER.length];
            }
        }
        return PixelImage.of8(image.width(), image.height(), PLASTER.length, bytes);
    }

    private Mask mask(final DataRow row, final long index) throws ImageException {
        if (reading != null) {
            return reading.toMask(ImageCells.image(row.getCell(imageIndex), IMAGE), IMAGE);
        }
        int width = parameters.width;
        int height = parameters.height;
        if (parameters.size == SizeChoice.IMAGE) {
            ImageInfo info =
                    ImageFiles.info(ImageCells.bytes(row.getCell(imageIndex), IMAGE), IMAGE);
            width = info.width();
            height = info.height();
        }
        return generator.generate(width, height, parameters.seed, index);
    }
}
