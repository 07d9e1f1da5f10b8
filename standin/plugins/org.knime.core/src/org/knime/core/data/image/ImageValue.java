// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.image;

import org.knime.core.data.DataValue;

/** A picture. */
public interface ImageValue extends DataValue {
    /** Looks of images. */
    UtilityFactory UTILITY = DataValue.UTILITY;

    ImageContent getImageContent();

    String getImageExtension();
}
