// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.table;

import java.util.List;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.DataValue;
import org.knime.core.data.StringValue;
import org.knime.core.data.image.png.PNGImageValue;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParametersInput;

/** The column names our nodes agree on, sensible first choices, and the check of a choice. */
public final class ImageColumns {

    /** Name column: what the image is called. */
    public static final String NAME = "name";

    /** Image column. */
    public static final String IMAGE = "image";

    /** Mask column: white is known, black is a hole. */
    public static final String MASK = "mask";

    /** Column of undamaged images to compare with. */
    public static final String REFERENCE = "reference";

    /** Column with the image's width in pixels. */
    public static final String WIDTH = "width";

    /** Column with the image's height in pixels. */
    public static final String HEIGHT = "height";

    /** Column that says what became of a row. */
    public static final String STATUS = "status";

    /** The status of a row in which all went well. */
    public static final String STATUS_OK = "ok";

    static final String MESSAGE_NOT_CHOSEN =
            "No %s is chosen. Open the dialog and choose one of the table's columns: %s.";
    static final String MESSAGE_NO_TABLE_COLUMN =
            "The %s \"%s\" is not in the input table, which has the columns %s. Choose another"
                    + " column.";
    static final String MESSAGE_WRONG_TYPE =
            "The %s \"%s\" holds cells of type \"%s\"; %s are needed. Choose another column.";

    private ImageColumns() {}

    /**
     * The image column to start with: the one called {@value #IMAGE}, or else the first image
     * column that is not called {@value #MASK}, or else an empty string.
     */
    public static String imageColumn(final NodeParametersInput input, final int port) {
        List<String> names = imageColumns(input, port);
        return names.contains(IMAGE)
                ? IMAGE
                : names.stream().filter(n -> !isMaskName(n)).findFirst().orElse("");
    }

    /**
     * The mask column to start with: the one called {@value #MASK}, or else one whose name has
     * "mask" in it, or else the first image column after the image column, or else an empty string.
     */
    public static String maskColumn(final NodeParametersInput input, final int port) {
        List<String> names = imageColumns(input, port);
        if (names.contains(MASK)) {
            return MASK;
        }
        String image = imageColumn(input, port);
        return names.stream()
                .filter(ImageColumns::isMaskName)
                .findFirst()
                .orElseGet(
                        () -> names.stream().filter(n -> !n.equals(image)).findFirst().orElse(""));
    }

    /**
     * The name column to start with: the one called {@value #NAME}, or else the first column of
     * texts, or else an empty string.
     */
    public static String nameColumn(final NodeParametersInput input, final int port) {
        List<String> names = columns(input, port, StringValue.class);
        return names.contains(NAME) ? NAME : names.stream().findFirst().orElse("");
    }

    /** Names of all image columns of a table. */
    public static List<String> imageColumns(final DataTableSpec spec) {
        return columns(spec, PNGImageValue.class);
    }

    /** Names of all image columns of an input table; empty if there is no table yet. */
    public static List<String> imageColumns(final NodeParametersInput input, final int port) {
        return columns(input, port, PNGImageValue.class);
    }

    private static List<String> columns(
            final NodeParametersInput input,
            final int port,
            final Class<? extends DataValue> value) {
        return input.getInTableSpec(port).map(spec -> columns(spec, value)).orElse(List.of());
    }

    private static List<String> columns(
            final DataTableSpec spec, final Class<? extends DataValue> value) {
        return spec.stream()
                .filter(column -> column.getType().isCompatible(value))
                .map(DataColumnSpec::getName)
                .toList();
    }

    private static boolean isMaskName(final String name) {
        return name.toLowerCase(java.util.Locale.ROOT).contains(MASK);
    }

    /**
     * The index of a chosen image column.
     *
     * @param spec the input table
     * @param column the chosen column
     * @param what how messages call it, for example "image column"
     * @throws InvalidSettingsException if no column is chosen, or it is missing or no image column
     */
    public static int imageIndex(final DataTableSpec spec, final String column, final String what)
            throws InvalidSettingsException {
        return index(spec, column, what, PNGImageValue.class, "PNG images");
    }

    /**
     * Checks the choice of an image column that need not be chosen.
     *
     * @param column the chosen column; empty for none
     * @throws InvalidSettingsException if it is missing or no image column
     */
    public static void optionalImage(
            final DataTableSpec spec, final String column, final String what)
            throws InvalidSettingsException {
        if (column != null && !column.isEmpty()) {
            imageIndex(spec, column, what);
        }
    }

    /**
     * The index of a chosen text column.
     *
     * @param spec the input table
     * @param column the chosen column
     * @param what how messages call it, for example "name column"
     * @throws InvalidSettingsException if no column is chosen, or it is missing or no text column
     */
    public static int textIndex(final DataTableSpec spec, final String column, final String what)
            throws InvalidSettingsException {
        return index(spec, column, what, StringValue.class, "texts");
    }

    /**
     * The index of a chosen column.
     *
     * @param spec the input table
     * @param column the chosen column
     * @param what how messages call it, for example "name column"
     * @param value the kind of cells that are needed
     * @param needed how messages call them, for example "texts"
     * @throws InvalidSettingsException if no column is chosen, or it is missing or of another kind
     */
    public static int index(
            final DataTableSpec spec,
            final String column,
            final String what,
            final Class<? extends DataValue> value,
            final String needed)
            throws InvalidSettingsException {
        String present = "\"" + String.join("\", \"", spec.getColumnNames()) + "\"";
        if (column == null || column.isEmpty()) {
            throw new InvalidSettingsException(MESSAGE_NOT_CHOSEN.formatted(what, present));
        }
        int index = spec.findColumnIndex(column);
        if (index < 0) {
            throw new InvalidSettingsException(
                    MESSAGE_NO_TABLE_COLUMN.formatted(what, column, present));
        }
        DataType type = spec.getColumnSpec(index).getType();
        if (!type.isCompatible(value)) {
            throw new InvalidSettingsException(
                    MESSAGE_WRONG_TYPE.formatted(what, column, type.getName(), needed));
        }
        return index;
    }
}
