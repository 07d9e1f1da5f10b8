// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.knime.core.data.DataCell;
import org.knime.core.node.NodeLogger;
import org.restauro.images.ImageException;
import org.restauro.nodes.table.ImageCells;
import org.restauro.nodes.table.RowProblems;
import org.restauro.views.PictureSource;
import org.restauro.views.Pictures;
import org.restauro.views.data.Role;

/**
 * Gives a page its pictures when it shows them. KNIME calls the methods by their names, so the
 * class and they must stay public. Safe for several threads.
 */
public final class PictureService implements PictureSource {

    static final String MESSAGE_CLOSED = "The view is closed; open it again.";
    static final String MESSAGE_BROKEN = "The picture of row %d in \"%s\" cannot be shown: %s";

    /** About 5 MB. */
    private static final int REMEMBERED = 512;

    /** So many files are in memory at once. */
    private static final int BATCH = 32;

    private static final NodeLogger LOGGER = NodeLogger.getLogger(PictureService.class);

    private final Map<Key, String> thumbnails =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(final Map.Entry<Key, String> eldest) {
                    return size() > REMEMBERED;
                }
            };

    private Supplier<PicturePlaces> opener;
    private PicturePlaces places;

    private record Key(int row, String column) {}

    /**
     * @param opener finds the pictures; asked once, when the first picture is shown
     */
    PictureService(final Supplier<PicturePlaces> opener) {
        this.opener = opener;
    }

    @Override
    public List<String> thumbnails(final List<Integer> rows, final String column) {
        PicturePlaces found = open();
        Map<Integer, String> uris = new TreeMap<>();
        synchronized (this) {
            for (int row : rows) {
                String known = thumbnails.get(new Key(row, column));
                if (known != null) {
                    uris.put(row, known);
                }
            }
        }
        List<Integer> wanted =
                rows.stream().distinct().filter(row -> !uris.containsKey(row)).sorted().toList();
        for (int from = 0; from < wanted.size(); from += BATCH) {
            List<Integer> batch = wanted.subList(from, Math.min(from + BATCH, wanted.size()));
            uris.putAll(read(found, batch, column, Pictures.THUMBNAIL_SIDE));
        }
        synchronized (this) {
            if (opener != null) {
                wanted.forEach(
                        row ->
                                thumbnails.put(
                                        new Key(row, column),
                                        uris.getOrDefault(row, Pictures.NONE)));
            }
        }
        return rows.stream().map(row -> uris.getOrDefault(row, Pictures.NONE)).toList();
    }

    @Override
    public String image(final int row, final String column, final int maxSide) {
        return read(open(), List.of(row), column, maxSide).getOrDefault(row, Pictures.NONE);
    }

    private synchronized PicturePlaces open() {
        if (opener == null) {
            throw new IllegalStateException(MESSAGE_CLOSED);
        }
        if (places == null) {
            places = opener.get();
        }
        return places;
    }

    /** Files are read one after the other, and made into pictures by several threads. */
    private static Map<Integer, String> read(
            final PicturePlaces places,
            final List<Integer> rows,
            final String column,
            final int maxSide) {
        List<Integer> found = new ArrayList<>();
        List<byte[]> files = new ArrayList<>();
        places.read(
                rows,
                column,
                (row, cell) -> {
                    byte[] file = file(row, column, cell);
                    if (file != null) {
                        found.add(row);
                        files.add(file);
                    }
                });
        String[] uris = new String[files.size()];
        Arrays.parallelSetAll(uris, i -> uri(found.get(i), column, files.get(i), maxSide));
        Map<Integer, String> byRow = new TreeMap<>();
        for (int i = 0; i < uris.length; i++) {
            byRow.put(found.get(i), uris[i]);
        }
        return byRow;
    }

    private static byte[] file(final int row, final String column, final DataCell cell) {
        try {
            return ImageCells.bytes(cell, column);
        } catch (ImageException e) {
            LOGGER.warn(MESSAGE_BROKEN.formatted(row, column, RowProblems.reason(e)));
            return null;
        }
    }

    /** A picture that cannot be decoded is shown as one that is not there. */
    private static String uri(
            final int row, final String column, final byte[] file, final int maxSide) {
        try {
            return Role.MASK.json().equals(column)
                    ? Pictures.mask(file, column, maxSide)
                    : Pictures.picture(file, column, maxSide);
        } catch (ImageException e) {
            LOGGER.warn(MESSAGE_BROKEN.formatted(row, column, RowProblems.reason(e)));
            return Pictures.NONE;
        }
    }

    /** Forgets everything; called when the view is closed or its node reset. */
    synchronized void close() {
        opener = null;
        places = null;
        thumbnails.clear();
    }
}
