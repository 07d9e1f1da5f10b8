// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.views.data;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * The size of a picture; in JSON {@code [width, height]}.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({"width", "height"})
public record Size(int width, int height) {
    /** Checks that both are positive. */
    public Size {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "A picture has at least one pixel, not " + width + " x " + height + ".");
        }
    }
}
