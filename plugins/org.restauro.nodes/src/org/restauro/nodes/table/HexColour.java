// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.table;

import org.knime.core.node.InvalidSettingsException;

/** Colours as people write them, {@code #RRGGBB}. */
public final class HexColour {

    static final String MESSAGE =
            "The hole colour \"%s\" is no colour. Write it as six hexadecimal digits after a hash"
                    + " sign, for example #FF00FF.";

    private static final String PATTERN = "#[0-9a-fA-F]{6}";
    private static final int HEXADECIMAL = 16;

    private HexColour() {}

    /**
     * Reads a colour.
     *
     * @return the colour as 0xRRGGBB
     * @throws InvalidSettingsException if the text is no colour
     */
    public static int parse(final String text) throws InvalidSettingsException {
        if (text == null || !text.trim().matches(PATTERN)) {
            throw new InvalidSettingsException(MESSAGE.formatted(text));
        }
        return Integer.parseInt(text.trim().substring(1), HEXADECIMAL);
    }
}
