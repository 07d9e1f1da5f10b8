// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.image.png;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataCellDataOutput;
import org.knime.core.data.DataType;
import org.knime.core.data.image.ImageContent;

/** The bytes of a PNG file; building it from bytes decodes them once, to refuse broken ones. */
public class PNGImageContent implements ImageContent {
    /** The type of cells with this content. */
    public static final DataType TYPE = DataType.getType(PNGImageCell.class);

    /** The edge of the picture that an empty content stands for, in pixels. */
    private static final int EMPTY_SIZE = 64;

    private final byte[] bytes;

    public PNGImageContent() {
        bytes = new byte[0];
    }

    public PNGImageContent(byte[] bytes) {
        this(bytes, true);
    }

    public PNGImageContent(InputStream in) throws IOException {
        this(in.readAllBytes(), true);
    }

    PNGImageContent(byte[] bytes, boolean check) {
        this.bytes = bytes;
        if (check) {
            decode();
        }
    }

    private BufferedImage decode() {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
            if (image == null) {
                throw new IllegalArgumentException(
                        "The " + bytes.length + " bytes are no PNG image");
            }
            return image;
        } catch (IOException | RuntimeException e) {
            throw e instanceof IllegalArgumentException
                    ? (IllegalArgumentException) e
                    : new IllegalArgumentException(
                            "The " + bytes.length + " bytes are no PNG image: " + e.getMessage(),
                            e);
        }
    }

    public byte[] getByteArrayReference() {
        return bytes;
    }

    public byte[] getByteArray() {
        return bytes.clone();
    }

    public Image getImage() {
        return bytes.length == 0
                ? new BufferedImage(EMPTY_SIZE, EMPTY_SIZE, BufferedImage.TYPE_INT_RGB)
                : decode();
    }

    @Override
    public void paint(Graphics2D g, int width, int height) {
        g.drawImage(getImage(), 0, 0, width, height, null);
    }

    @Override
    public void save(OutputStream output) throws IOException {
        output.write(bytes);
    }

    public void serialize(DataCellDataOutput out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    public DataCell toImageCell() {
        return new PNGImageCell(this);
    }

    @Override
    public Dimension getPreferredSize() {
        Image image = getImage();
        return new Dimension(image.getWidth(null), image.getHeight(null));
    }

    @Override
    public String getSummary() {
        return "PNG Image";
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PNGImageContent
                && Arrays.equals(((PNGImageContent) other).bytes, bytes);
    }
}
