// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataValue;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.StringValue;
import org.knime.core.node.BufferedDataTable;
import org.restauro.nodes.table.ImageColumns;
import org.restauro.views.data.Column;
import org.restauro.views.data.Role;

/**
 * Which columns of a table a view shows; empty for none.
 *
 * @param damaged images before restoration
 * @param restored restored images
 * @param truth undamaged images
 * @param mask masks
 * @param name what rows are called; none for their keys
 * @param seconds how long a row took; null for what an Inpaint node wrote
 * @param status what became of a row; null for what an Inpaint node wrote
 * @param others further images, such as what a restoration followed
 */
public record PictureColumns(
        String damaged,
        List<String> restored,
        String truth,
        String mask,
        String name,
        String seconds,
        String status,
        List<String> others) {

    private static final String SECONDS = "seconds";
    private static final String OTHER = "other:";

    /** Names of columns with damaged images. */
    public static final List<String> DAMAGED = List.of("damaged", ImageColumns.IMAGE);

    /** Names of columns with restored images. */
    public static final List<String> RESTORED = List.of("restored");

    /** Names of columns with undamaged images. */
    public static final List<String> TRUTH = List.of("truth", ImageColumns.REFERENCE);

    /** Images that are not restorations of each other. */
    public static PictureColumns of(
            final List<String> others, final String name, final String status) {
        return new PictureColumns("", List.of(), "", "", name, null, status, others);
    }

    /** Seconds and status are found by their names. */
    public PictureColumns(
            final String damaged,
            final List<String> restored,
            final String truth,
            final String mask,
            final String name) {
        this(damaged, restored, truth, mask, name, null, null, List.of());
    }

    /** The first of some names that is there; empty if none is. */
    public static String first(final List<String> there, final List<String> wanted) {
        return wanted.stream().filter(there::contains).findFirst().orElse("");
    }

    /** The view's columns by the names of the table's, in the order in which they are shown. */
    Map<Column, String> shown() {
        Map<Column, String> columns = new LinkedHashMap<>();
        put(columns, Role.DAMAGED, damaged);
        for (int i = 0; i < restored.size(); i++) {
            columns.put(Column.restored(i, restored.get(i)), restored.get(i));
        }
        put(columns, Role.TRUTH, truth);
        for (int i = 0; i < others.size(); i++) {
            columns.put(new Column(OTHER + i, others.get(i), Role.OTHER), others.get(i));
        }
        put(columns, Role.MASK, mask);
        return columns;
    }

    private static void put(final Map<Column, String> columns, final Role role, final String name) {
        if (name != null && !name.isEmpty()) {
            columns.put(new Column(role.json(), name, role), name);
        }
    }

    /** What is where in a table that has these columns. */
    PictureTable in(final BufferedDataTable table) {
        DataTableSpec spec = table.getDataTableSpec();
        Map<String, Integer> pictures = new LinkedHashMap<>();
        shown().forEach((column, name) -> pictures.put(column.key(), spec.findColumnIndex(name)));
        return new PictureTable(
                table,
                index(spec, name, StringValue.class),
                pictures,
                ScoreColumns.find(spec, restored),
                index(spec, own(spec, seconds, SECONDS), DoubleValue.class),
                index(spec, own(spec, status, ImageColumns.STATUS), StringValue.class));
    }

    /**
     * A column that tells of the restoration: behind the restored column, or, if there is none, any
     * of this name.
     */
    private String own(final DataTableSpec spec, final String chosen, final String usual) {
        if (chosen != null) {
            return chosen;
        }
        Pattern numbered = Pattern.compile(Pattern.quote(usual) + "( \\(#\\d+\\))?");
        int from = restored.isEmpty() ? 0 : spec.findColumnIndex(restored.get(0));
        return spec.stream()
                .skip(from)
                .map(DataColumnSpec::getName)
                .filter(numbered.asMatchPredicate())
                .findFirst()
                .orElse(usual);
    }

    private static int index(
            final DataTableSpec spec, final String name, final Class<? extends DataValue> type) {
        int index = name == null ? -1 : spec.findColumnIndex(name);
        return index >= 0 && spec.getColumnSpec(index).getType().isCompatible(type) ? index : -1;
    }
}
