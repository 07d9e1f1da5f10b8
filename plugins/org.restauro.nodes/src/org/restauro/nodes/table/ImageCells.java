// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.table;

import org.knime.core.data.DataCell;
import org.knime.core.data.MissingCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.data.image.png.PNGImageValue;
import org.restauro.images.ImageException;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.MaskReading;
import org.restauro.images.io.ReadOptions;

/**
 * Images and masks as PNG cells, which every KNIME viewer shows. In a table a mask is a grey image:
 * white (255) is known, black (0) is a hole.
 */
public final class ImageCells {

    static final String MESSAGE_MISSING = "There is no %s: its cell is missing.";
    static final String MESSAGE_MISSING_REASON = "There is no %s: %s";
    static final String MESSAGE_NOT_PNG = "The %s is a cell of type \"%s\"; a PNG image is needed.";

    private ImageCells() {}

    /** An image as a PNG cell; 16-bit images stay 16-bit. */
    public static DataCell cell(final PixelImage image) {
        return PNGImageCellFactory.create(ImageFiles.toPng(image));
    }

    /** A mask as a PNG cell. */
    public static DataCell cell(final Mask mask) {
        return PNGImageCellFactory.create(ImageFiles.toPng(mask));
    }

    /** A missing cell that says why. */
    public static DataCell missing(final String reason) {
        return new MissingCell(reason);
    }

    /**
     * The image in a cell.
     *
     * @param cell a PNG cell, or a missing one
     * @param what how messages call it, for example "image"
     * @throws ImageException if the cell is missing or cannot be decoded
     */
    public static PixelImage image(final DataCell cell, final String what) throws ImageException {
        return ImageFiles.read(bytes(cell, what), what, ReadOptions.defaults());
    }

    /**
     * The mask in a cell: dark is hole. Values between black and white are kept.
     *
     * @param cell a PNG cell, or a missing one
     * @param what how messages call it, for example "mask"
     * @throws ImageException if the cell is missing or cannot be decoded
     */
    public static Mask mask(final DataCell cell, final String what) throws ImageException {
        return ImageFiles.readMask(
                bytes(cell, what), what, MaskReading.black().keepingSoft(), ReadOptions.defaults());
    }

    /** Says that there is no image, with the reason the missing cell carries. */
    public static String whyMissing(final DataCell cell, final String what) {
        String reason = cell instanceof MissingCell m ? m.getError() : null;
        return reason == null || reason.isEmpty()
                ? MESSAGE_MISSING.formatted(what)
                : MESSAGE_MISSING_REASON.formatted(what, reason);
    }

    /**
     * The PNG file in a cell.
     *
     * @throws ImageException if the cell is missing or no image
     */
    public static byte[] bytes(final DataCell cell, final String what) throws ImageException {
        if (cell.isMissing()) {
            throw new ImageException(whyMissing(cell, what));
        }
        if (!(cell instanceof PNGImageValue)) {
            throw new ImageException(MESSAGE_NOT_PNG.formatted(what, cell.getType().getName()));
        }
        return ((PNGImageValue) cell).getImageContent().getByteArray();
    }
}
