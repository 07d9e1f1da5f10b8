// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.image.png;

import java.util.Arrays;
import org.knime.core.data.image.ImageValue;

/** A picture as the bytes of a PNG file. */
public interface PNGImageValue extends ImageValue {
    /** Looks of PNG images. */
    UtilityFactory UTILITY = ImageValue.UTILITY;

    @Override
    PNGImageContent getImageContent();

    static boolean equalContent(PNGImageValue v1, PNGImageValue v2) {
        return Arrays.equals(
                v1.getImageContent().getByteArrayReference(),
                v2.getImageContent().getByteArrayReference());
    }
}
