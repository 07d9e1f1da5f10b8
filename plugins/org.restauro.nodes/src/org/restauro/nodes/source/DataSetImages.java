// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.restauro.images.source.ImageSource;
import org.restauro.images.source.Labels;
import org.restauro.nodes.port.DataSetEntry;
import org.restauro.nodes.port.DataSetPortObject;

/** The images of a data set, read from their files when they are asked for. */
final class DataSetImages implements ImageSource {

    private final String description;
    private final List<DataSetEntry> entries;

    /**
     * @param description how messages call it
     * @throws IOException if the list of the data set cannot be read
     */
    DataSetImages(final String description, final DataSetPortObject dataSet) throws IOException {
        this.description = description;
        try (Stream<DataSetEntry> all = dataSet.entries()) {
            entries = all.toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public String name(final int index) {
        return entries.get(index).name();
    }

    /** The classes, where every image has one. */
    @Override
    public Labels labels() {
        return entries.stream().allMatch(entry -> entry.label().isPresent())
                ? Labels.ofTexts(entries.stream().map(entry -> entry.label().get()).toList())
                : Labels.NONE;
    }

    @Override
    public byte[] bytes(final int index) throws IOException {
        return Files.readAllBytes(entries.get(index).image());
    }
}
