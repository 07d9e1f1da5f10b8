// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.view;

import java.util.List;
import java.util.Map;
import org.knime.core.node.BufferedDataTable;
import org.restauro.views.data.MetricInfo;

/**
 * A table with pictures, and what is where in it.
 *
 * @param table the table
 * @param name index of the column that names the rows, or -1 for the row keys
 * @param pictures by the keys of the view's columns, indices of image columns
 * @param scores columns with scores
 * @param seconds index of the column that says how long a row took, or -1
 * @param status index of the column that says what became of a row, or -1
 */
record PictureTable(
        BufferedDataTable table,
        int name,
        Map<String, Integer> pictures,
        List<Score> scores,
        int seconds,
        int status) {

    /**
     * A column with scores.
     *
     * @param metric of which metric
     * @param restored of which restored column of the view, counted from 0
     * @param column its index
     */
    record Score(MetricInfo metric, int restored, int column) {}
}
