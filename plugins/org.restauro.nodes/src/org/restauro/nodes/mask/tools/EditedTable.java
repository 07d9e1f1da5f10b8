// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.mask.tools;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataTableSpecCreator;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.restauro.images.ImageException;
import org.restauro.images.Mask;
import org.restauro.images.mask.MaskStatistics;
import org.restauro.images.mask.MaskTools;
import org.restauro.images.mask.MaskTools.Combination;
import org.restauro.nodes.mask.tools.MaskToolsNodeParameters.OutputChoice;
import org.restauro.nodes.mask.tools.MaskToolsNodeParameters.Step;
import org.restauro.nodes.table.ImageCells;
import org.restauro.nodes.table.ImageColumns;
import org.restauro.nodes.table.RowProblems;
import org.restauro.nodes.table.Rows;

/** The output table of Mask Tools: the input rows with their masks edited and measured. */
final class EditedTable {

    static final String HOLE_RATIO = "hole ratio";
    static final String HOLES = "holes";
    static final String LARGEST_HOLE = "largest hole";
    static final String MESSAGE_NO_NAME =
            "The name of the new column is empty. Write a name, for example \"edited mask\".";

    private final Step[] steps;
    private final int maskIndex;
    private final int[] otherIndices;
    private final boolean statistics;
    private final boolean replaces;
    private final DataTableSpec spec;

    EditedTable(final DataTableSpec input, final MaskToolsNodeParameters parameters)
            throws InvalidSettingsException {
        steps = parameters.steps;
        statistics = parameters.statistics;
        replaces = parameters.output == OutputChoice.REPLACE;
        maskIndex = ImageColumns.imageIndex(input, parameters.maskColumn, "mask column");
        otherIndices = new int[steps.length];
        for (int i = 0; i < steps.length; i++) {
            otherIndices[i] =
                    steps[i].operation.combines()
                            ? ImageColumns.imageIndex(
                                    input, steps[i].otherColumn, "column of the other mask")
                            : -1;
        }
        List<DataColumnSpec> fresh = new ArrayList<>();
        if (!replaces) {
            if (parameters.newColumn == null || parameters.newColumn.isBlank()) {
                throw new InvalidSettingsException(MESSAGE_NO_NAME);
            }
            fresh.add(Rows.column(parameters.newColumn.trim(), PNGImageCellFactory.TYPE));
        }
        if (statistics) {
            fresh.add(Rows.column(HOLE_RATIO, DoubleCell.TYPE));
            fresh.add(Rows.column(HOLES, IntCell.TYPE));
            fresh.add(Rows.column(LARGEST_HOLE, LongCell.TYPE));
        }
        DataTableSpec base = input;
        if (replaces) {
            base =
                    new DataTableSpecCreator(input)
                            .replaceColumn(
                                    maskIndex,
                                    Rows.column(parameters.maskColumn, PNGImageCellFactory.TYPE))
                            .createSpec();
        }
        spec = Rows.append(base, fresh.toArray(DataColumnSpec[]::new));
    }

    DataTableSpec spec() {
        return spec;
    }

    /** The index of the column that the first new cell replaces, or -1. */
    int replacedIndex() {
        return replaces ? maskIndex : -1;
    }

    /** The new cells of a row: the mask, and its statistics if they are wanted. */
    DataCell[] edited(final DataRow row, final RowProblems problems) throws KNIMEException {
        DataCell[] cells = new DataCell[statistics ? 4 : 1];
        try {
            Mask mask = ImageCells.mask(row.getCell(maskIndex), "mask");
            for (int i = 0; i < steps.length; i++) {
                mask = applied(steps[i], mask, row, otherIndices[i]);
            }
            cells[0] = ImageCells.cell(mask);
            if (statistics) {
                MaskStatistics measured = MaskTools.statistics(mask);
                cells[1] = new DoubleCell(measured.holeRatio());
                cells[2] = new IntCell(measured.holeCount());
                cells[3] = new LongCell(measured.largestHole());
            }
        } catch (ImageException | IllegalArgumentException e) {
            Arrays.fill(cells, ImageCells.missing(problems.report(row.getKey(), e)));
        }
        return cells;
    }

    private static Mask applied(
            final Step step, final Mask mask, final DataRow row, final int otherIndex)
            throws ImageException {
        return switch (step.operation) {
            case GROW -> MaskTools.grow(mask, step.amount);
            case SHRINK -> MaskTools.shrink(mask, step.amount);
            case FEATHER -> MaskTools.feather(mask, step.amount);
            case FILL_ISLANDS -> MaskTools.fillHoles(mask, largest(step.amount));
            case REMOVE_SPECKS -> MaskTools.removeSmall(mask, step.amount);
            case INVERT -> MaskTools.invert(mask);
            case THRESHOLD -> MaskTools.threshold(mask, step.amount);
            case UNION -> combined(mask, row, otherIndex, Combination.UNION);
            case INTERSECTION -> combined(mask, row, otherIndex, Combination.INTERSECTION);
            case DIFFERENCE -> combined(mask, row, otherIndex, Combination.DIFFERENCE);
        };
    }

    private static long largest(final int amount) {
        return amount == 0 ? Long.MAX_VALUE : amount;
    }

    private static Mask combined(
            final Mask mask, final DataRow row, final int otherIndex, final Combination how)
            throws ImageException {
        return MaskTools.combine(mask, ImageCells.mask(row.getCell(otherIndex), "other mask"), how);
    }
}
