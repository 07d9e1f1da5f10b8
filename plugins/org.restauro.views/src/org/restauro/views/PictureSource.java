// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.views;

import java.io.IOException;
import java.util.List;

/**
 * Gives the pictures of a view, as the data service of the page does: each as a data URI, "" where
 * there is none. Rows are counted from 0 in the order of the view's rows; a column is named by its
 * key, such as {@code damaged} or {@code restored:0}.
 */
public interface PictureSource {

    /**
     * Small pictures for the list of rows.
     *
     * @param rows which rows
     * @param column the column's key
     * @return one data URI for each of the rows, in their order
     * @throws IOException if a picture cannot be read or encoded
     */
    List<String> thumbnails(List<Integer> rows, String column) throws IOException;

    /**
     * One picture.
     *
     * @param row which row
     * @param column the column's key
     * @param maxSide the longer side is at most this many pixels; 0 for the original size
     * @return a data URI
     * @throws IOException if the picture cannot be read or encoded
     */
    String image(int row, String column, int maxSide) throws IOException;

    /** The pictures of a view that has none. */
    static PictureSource none() {
        return new PictureSource() {
            @Override
            public List<String> thumbnails(List<Integer> rows, String column) {
                return rows.stream().map(row -> "").toList();
            }

            @Override
            public String image(int row, String column, int maxSide) {
                return "";
            }
        };
    }
}
