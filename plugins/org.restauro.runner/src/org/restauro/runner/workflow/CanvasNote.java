// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.workflow;

import org.knime.core.node.NodeSettingsWO;

/**
 * A note on a workflow's canvas, which KNIME calls an annotation.
 *
 * @param text plain text, with line breaks
 * @param x the distance from the left, in pixels
 * @param y the distance from the top, in pixels
 * @param width in pixels
 * @param height in pixels
 */
record CanvasNote(String text, int x, int y, int width, int height) {
    private static final int WHITE = 0xFFFFFF;
    private static final int YELLOW = 0xFFD800;
    private static final int BORDER = 4;
    private static final int FONT_SIZE = 12;

    /** The version of the note format that KNIME has written since 5.1. */
    private static final int VERSION = 20230412;

    void save(NodeSettingsWO to) {
        to.addString("text", text);
        to.addString("contentType", "text/plain");
        to.addInt("bgcolor", WHITE);
        to.addInt("x-coordinate", x);
        to.addInt("y-coordinate", y);
        to.addInt("width", width);
        to.addInt("height", height);
        to.addString("alignment", "LEFT");
        to.addInt("borderSize", BORDER);
        to.addInt("borderColor", YELLOW);
        to.addInt("defFontSize", FONT_SIZE);
        to.addInt("annotation-version", VERSION);
        to.addNodeSettings("styles");
    }
}
