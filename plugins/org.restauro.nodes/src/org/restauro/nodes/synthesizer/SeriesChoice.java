// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.synthesizer;

import org.knime.node.parameters.widget.choices.Label;

/** What the images of a run have to do with each other. */
enum SeriesChoice {
    @Label(value = "One by one", description = "An image of each seed or row, in each class.")
    SINGLE("images"),
    @Label(
            value = "A path",
            description =
                    "From the first seed or row to the next, and so on, in small steps: images"
                            + " that turn into each other.")
    PATH("path"),
    @Label(
            value = "Mixed styles",
            description =
                    "A table: each seed or row gives the style of a row of images, further seeds"
                            + " give the style of some layers, a column each.")
    MIXING("mixed");

    private final String sheet;

    SeriesChoice(final String sheet) {
        this.sheet = sheet;
    }

    /** What the picture of all its images is called. */
    String sheet() {
        return sheet;
    }
}
