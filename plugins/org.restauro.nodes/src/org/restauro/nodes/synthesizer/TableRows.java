// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.synthesizer;

import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataValue;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.LongValue;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.core.node.InvalidSettingsException;
import org.restauro.models.gan.LatentSpace;
import org.restauro.models.gan.synthesis.ImageSynthesizer;
import org.restauro.models.gan.synthesis.SynthesisPlan;
import org.restauro.models.gan.synthesis.SynthesisRow;
import org.restauro.nodes.table.ImageCells;
import org.restauro.nodes.table.ImageColumns;
import org.restauro.nodes.table.OptionalColumns;

/** From rows of a table to what images are made of. */
final class TableRows {

    static final String MESSAGE_NEGATIVE = "The seed is %d; a number of 0 or more is needed.";
    static final String MESSAGE_NO_NUMBER = "Value %d of the codes is no number.";

    private final int seeds;
    private final int codes;
    private final int classes;
    private final LatentSpace space;
    private final long firstSeed;
    private final List<Integer> usualClass;

    /**
     * @throws InvalidSettingsException if a chosen column is missing or of another kind
     */
    TableRows(final DataTableSpec spec, final ImageSynthesizerNodeParameters parameters)
            throws InvalidSettingsException {
        seeds = index(spec, parameters.seedColumn, "column with seeds", LongValue.class);
        codes = index(spec, parameters.codesColumn, "column with codes", CollectionDataValue.class);
        classes = index(spec, parameters.classColumn, "column with classes", LongValue.class);
        space = parameters.codesSpace.space();
        firstSeed = parameters.firstSeed;
        List<Integer> all = parameters.classes();
        usualClass = all.isEmpty() ? all : all.subList(0, 1);
    }

    private static int index(
            final DataTableSpec spec,
            final String column,
            final String what,
            final Class<? extends DataValue> type)
            throws InvalidSettingsException {
        String chosen = OptionalColumns.chosen(column);
        return chosen.isEmpty()
                ? -1
                : ImageColumns.index(
                        spec,
                        chosen,
                        what,
                        type,
                        type == LongValue.class ? "whole numbers" : "lists of numbers");
    }

    /**
     * What the image of a row is made of.
     *
     * @param number of the row, from 0 on
     * @throws IllegalArgumentException if its cells do not fit the model
     */
    SynthesisPlan.Place place(
            final DataRow row, final long number, final ImageSynthesizer synthesizer) {
        String name = row.getKey().getString();
        long seed = seeds < 0 ? firstSeed + number : whole(row.getCell(seeds), "seed");
        if (seed < 0) {
            throw new IllegalArgumentException(MESSAGE_NEGATIVE.formatted(seed));
        }
        SynthesisRow plain =
                codes < 0
                        ? SynthesisRow.ofSeed(seed)
                        : new SynthesisRow(seed, codes(row.getCell(codes)), space, null);
        List<Integer> index =
                classes < 0
                        ? usualClass
                        : List.of(Math.toIntExact(whole(row.getCell(classes), "class")));
        SynthesisRow made = SynthesisPlan.inClass(synthesizer.config(), plain, index);
        synthesizer.check(made);
        return new SynthesisPlan.Place(name, made, name);
    }

    private static long whole(final DataCell cell, final String what) {
        if (cell.isMissing()) {
            throw new IllegalArgumentException(ImageCells.whyMissing(cell, what));
        }
        return ((LongValue) cell).getLongValue();
    }

    private static float[] codes(final DataCell cell) {
        if (cell.isMissing()) {
            throw new IllegalArgumentException(ImageCells.whyMissing(cell, "list of codes"));
        }
        CollectionDataValue list = (CollectionDataValue) cell;
        float[] values = new float[list.size()];
        int i = 0;
        for (DataCell value : list) {
            if (value.isMissing() || !(value instanceof DoubleValue)) {
                throw new IllegalArgumentException(MESSAGE_NO_NUMBER.formatted(i));
            }
            values[i++] = (float) ((DoubleValue) value).getDoubleValue();
        }
        return values;
    }
}
