// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer.comparison;

import org.knime.core.data.StringValue;
import org.restauro.nodes.table.OptionalColumns;

/** Offers the text columns of the tables of samples. */
final class SampleTextColumns extends OptionalColumns {

    SampleTextColumns() {
        super("Row keys", StringValue.class, true);
    }
}
