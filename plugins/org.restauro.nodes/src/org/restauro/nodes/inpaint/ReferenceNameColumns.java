// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.inpaint;

import org.knime.core.data.StringValue;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.restauro.nodes.table.OptionalColumns;

/** Offers the text columns of the table, or all references for every row. */
final class ReferenceNameColumns extends OptionalColumns {

    ReferenceNameColumns() {
        super(new StringChoice(NONE, "All references for every row"), StringValue.class, true);
    }
}
