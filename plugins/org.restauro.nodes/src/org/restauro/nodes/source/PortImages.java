// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.source;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.ImageInfo;
import org.restauro.images.source.ImageSource;
import org.restauro.nodes.port.DataSetPortObject;
import org.restauro.nodes.port.DataSetPortObjectSpec;
import org.restauro.nodes.table.ImageColumns;

/** The images at a port that takes a table or a data set; owns what was copied of them. */
public final class PortImages implements Closeable {

    static final String MESSAGE_NONE =
            "There are no %s: %s. Connect a node that brings images, at least one.";
    static final String MESSAGE_MISSING =
            "%d of %d rows have no image, or no name or class where one is chosen, and are left"
                    + " out.";
    static final String MESSAGE_SMALL =
            "%s of the %s are smaller than %d × %d pixels; what they lack is filled with their"
                    + " reflection.";

    /** So many images, spread over all, are looked at to see whether they are large enough. */
    private static final int LOOKED_AT = 100;

    private final String what;
    private final ImageSource source;
    private final long missing;

    private PortImages(final String what, final ImageSource source, final long missing) {
        this.what = what;
        this.source = source;
        this.missing = missing;
    }

    /**
     * Checks what is known before the images are there.
     *
     * @param spec of a table or a data set; null if nothing is known
     * @param column the chosen image column, for tables
     * @param what how messages call the images, for example "training images"
     * @throws InvalidSettingsException if the column cannot be used
     */
    public static void check(final PortObjectSpec spec, final String column, final String what)
            throws InvalidSettingsException {
        if (spec instanceof DataTableSpec table) {
            ImageColumns.imageIndex(table, column, "column of the " + what);
        }
        if (spec instanceof DataSetPortObjectSpec dataSet && dataSet.size() == 0) {
            throw new InvalidSettingsException(
                    MESSAGE_NONE.formatted(what, "the data set is empty"));
        }
    }

    /** The images of a table, called by the row keys, or of a data set; see the other. */
    public static PortImages open(
            final PortObject data,
            final String column,
            final String what,
            final ExecutionMonitor exec)
            throws InvalidSettingsException, IOException, CanceledExecutionException {
        return open(data, column, "", what, exec);
    }

    /** The images called by a column; see the other. */
    public static PortImages open(
            final PortObject data,
            final String column,
            final String names,
            final String what,
            final ExecutionMonitor exec)
            throws InvalidSettingsException, IOException, CanceledExecutionException {
        return open(data, column, names, "", what, exec);
    }

    /**
     * The images of a table or a data set.
     *
     * @param data the port object
     * @param column the chosen image column, for tables
     * @param names the column with what they are called, for tables; empty for the row keys
     * @param labels the column with their classes, for tables; empty for none. Images of a data set
     *     have the classes that it states
     * @param what how messages call the images, for example "training images"
     * @param exec hears of the progress and may cancel
     * @throws InvalidSettingsException if there is no image, or the column cannot be used
     * @throws IOException if they cannot be read or copied
     */
    public static PortImages open(
            final PortObject data,
            final String column,
            final String names,
            final String labels,
            final String what,
            final ExecutionMonitor exec)
            throws InvalidSettingsException, IOException, CanceledExecutionException {
        check(data.getSpec(), column, what);
        PortImages images;
        if (data instanceof DataSetPortObject dataSet) {
            images =
                    new PortImages(
                            what,
                            new DataSetImages("the data set " + dataSet.getSpec().name(), dataSet),
                            0);
        } else {
            BufferedDataTable table = (BufferedDataTable) data;
            int index = table.getDataTableSpec().findColumnIndex(column);
            int name =
                    names.isEmpty()
                            ? -1
                            : ImageColumns.textIndex(
                                    table.getDataTableSpec(), names, "name column of the " + what);
            int label =
                    labels.isEmpty()
                            ? -1
                            : ImageColumns.index(
                                    table.getDataTableSpec(),
                                    labels,
                                    "class column of the " + what,
                                    DataValue.class,
                                    "classes");
            TableImages copied =
                    TableImages.copy(
                            "the table's column " + column, table, index, name, label, exec);
            images = new PortImages(what, copied, copied.missing());
        }
        if (images.source.size() == 0) {
            String why =
                    images.missing > 0
                            ? "all cells of the column \"" + column + "\" are missing"
                            : "the table or data set is empty";
            images.close();
            throw new InvalidSettingsException(MESSAGE_NONE.formatted(what, why));
        }
        return images;
    }

    /** The images, to be read in any order; open until this is closed. */
    public ImageSource source() {
        return source;
    }

    /** What users should know: rows without image. */
    public Optional<String> warning() {
        return missing == 0
                ? Optional.empty()
                : Optional.of(MESSAGE_MISSING.formatted(missing, missing + source.size()));
    }

    /**
     * What users should know: rows without image, images smaller than the network's.
     *
     * @param resolution side of the network's images
     */
    public Optional<String> warning(final int resolution) {
        StringBuilder text = new StringBuilder(warning().orElse(""));
        int looked = Math.min(LOOKED_AT, source.size());
        int small = 0;
        for (int i = 0; i < looked; i++) {
            small += isSmall((int) ((long) i * source.size() / looked), resolution) ? 1 : 0;
        }
        if (small > 0) {
            String share =
                    looked == source.size() ? "" + small : "About " + small + " in " + looked;
            text.append(text.isEmpty() ? "" : " ")
                    .append(MESSAGE_SMALL.formatted(share, what, resolution, resolution));
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text.toString());
    }

    private boolean isSmall(final int index, final int resolution) {
        try {
            ImageInfo info = ImageFiles.info(source.bytes(index), source.name(index));
            return Math.min(info.width(), info.height()) < resolution;
        } catch (IOException e) {
            return false; // broken images are counted where they are read
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
