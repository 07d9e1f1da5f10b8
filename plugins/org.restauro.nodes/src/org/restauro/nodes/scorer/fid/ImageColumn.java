// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer.fid;

import java.util.List;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.image.png.PNGImageValue;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.widget.choices.ColumnChoicesProvider;
import org.knime.node.parameters.widget.choices.util.ColumnSelectionUtil;

/** Offers the image columns of a table; a data set at its port has none. */
abstract class ImageColumn implements ColumnChoicesProvider {

    private final int port;

    private ImageColumn(final int port) {
        this.port = port;
    }

    @Override
    public List<DataColumnSpec> columnChoices(final NodeParametersInput input) {
        return columns(input, port);
    }

    private static List<DataColumnSpec> columns(final NodeParametersInput input, final int port) {
        // the specs as they are: asking for a table's where a data set is would fail
        PortObjectSpec[] specs = input.getInPortSpecs();
        return specs.length > port && specs[port] instanceof DataTableSpec table
                ? ColumnSelectionUtil.getCompatibleColumns(table, PNGImageValue.class)
                : List.of();
    }

    /**
     * The column to start with.
     *
     * @param wanted names, the best first; any other column is taken where there is none of them
     */
    static String first(
            final NodeParametersInput input, final int port, final List<String> wanted) {
        List<String> names = columns(input, port).stream().map(DataColumnSpec::getName).toList();
        return wanted.stream()
                .filter(names::contains)
                .findFirst()
                .orElse(names.isEmpty() ? "" : names.get(0));
    }

    /** Columns with generated images. */
    static final class Generated extends ImageColumn {
        Generated() {
            super(FidScorerNodeFactory.GENERATED_PORT);
        }
    }

    /** Columns with real images. */
    static final class Real extends ImageColumn {
        Real() {
            super(FidScorerNodeFactory.REAL_PORT);
        }
    }
}
