// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.table;

import java.util.List;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.image.png.PNGImageValue;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.widget.choices.ColumnChoicesProvider;
import org.knime.node.parameters.widget.choices.util.ColumnSelectionUtil;

/** Offers the image columns of an input table in a dialog. */
public abstract class InputImageColumns implements ColumnChoicesProvider {

    private final int port;

    private InputImageColumns(final int port) {
        this.port = port;
    }

    @Override
    public List<DataColumnSpec> columnChoices(final NodeParametersInput input) {
        return ColumnSelectionUtil.getCompatibleColumns(input, port, PNGImageValue.class);
    }

    /** Image columns of the table at the first port. */
    public static final class OfFirstPort extends InputImageColumns {
        /** Made by the dialog. */
        public OfFirstPort() {
            super(0);
        }
    }

    /** Image columns of the table at the second port. */
    public static final class OfSecondPort extends InputImageColumns {
        /** Made by the dialog. */
        public OfSecondPort() {
            super(1);
        }
    }
}
