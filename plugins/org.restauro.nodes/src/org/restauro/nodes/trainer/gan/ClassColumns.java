// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.gan;

import org.knime.core.data.DataValue;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.restauro.nodes.table.OptionalColumns;

/** Offers the columns of the training table as classes. */
final class ClassColumns extends OptionalColumns {

    ClassColumns() {
        super(new StringChoice(NONE, "No classes"), DataValue.class, false);
    }
}
