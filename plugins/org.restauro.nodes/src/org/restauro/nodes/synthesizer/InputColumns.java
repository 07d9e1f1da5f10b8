// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.synthesizer;

import org.knime.core.data.LongValue;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.restauro.nodes.table.OptionalColumns;

/** Offers the columns of the table of rows. */
final class InputColumns {

    private InputColumns() {}

    /** Columns with seeds. */
    static final class Seeds extends OptionalColumns {
        Seeds() {
            super(new StringChoice(NONE, "The row's number"), LongValue.class, true);
        }
    }

    /** Columns with codes. */
    static final class Codes extends OptionalColumns {
        Codes() {
            super(
                    new StringChoice(NONE, "The latent of the seed"),
                    CollectionDataValue.class,
                    true);
        }
    }

    /** Columns with classes. */
    static final class Classes extends OptionalColumns {
        Classes() {
            super(new StringChoice(NONE, "The classes below"), LongValue.class, true);
        }
    }
}
