// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.synthesizer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.restauro.models.gan.Truncation;
import org.restauro.models.gan.synthesis.ImageSynthesizer;
import org.restauro.models.gan.synthesis.SynthesisPlan;

/** Which images are made where they do not stand beside the rows of a table. */
final class SeriesPlan {

    private final ImageSynthesizerNodeParameters parameters;
    private final TableRows rows;

    /**
     * @param rows reads a table; null where none is connected
     */
    SeriesPlan(final ImageSynthesizerNodeParameters parameters, final TableRows rows) {
        this.parameters = parameters;
        this.rows = rows;
    }

    /**
     * The images of a run.
     *
     * @param table null where none is connected
     */
    SynthesisPlan of(final BufferedDataTable table, final ImageSynthesizer synthesizer)
            throws InvalidSettingsException {
        List<Integer> classes = parameters.classes();
        List<Integer> one = classes.isEmpty() ? classes : classes.subList(0, 1);
        boolean single = parameters.series == SeriesChoice.SINGLE;
        SynthesisPlan start =
                table != null
                        ? new SynthesisPlan(places(table, synthesizer), 1)
                        : SynthesisPlan.series(
                                synthesizer.config(),
                                seeds(parameters.firstSeed, parameters.count),
                                single ? classes : one);
        Truncation truncation = parameters.settings().truncation();
        return switch (parameters.series) {
            case SINGLE -> start;
            case PATH ->
                    SynthesisPlan.path(
                            synthesizer,
                            start.places(),
                            parameters.path.steps,
                            parameters.path.through.space(),
                            truncation,
                            parameters.path.closed);
            case MIXING ->
                    SynthesisPlan.mixing(
                            synthesizer,
                            start.places(),
                            SynthesisPlan.series(
                                            synthesizer.config(),
                                            seeds(
                                                    parameters.mixing.firstSeed,
                                                    parameters.mixing.seeds),
                                            one)
                                    .places(),
                            parameters.mixing.layers(),
                            truncation);
        };
    }

    private static List<Long> seeds(final long first, final int count) {
        return LongStream.range(first, first + count).boxed().toList();
    }

    private List<SynthesisPlan.Place> places(
            final BufferedDataTable table, final ImageSynthesizer synthesizer) {
        List<SynthesisPlan.Place> places = new ArrayList<>();
        try (CloseableRowIterator iterator = table.iterator()) {
            while (iterator.hasNext()) {
                places.add(rows.place(iterator.next(), places.size(), synthesizer));
            }
        }
        return places;
    }
}
