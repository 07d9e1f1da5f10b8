// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The web page that shows results, and what it takes to feed it: where the page lies, pictures as
 * data URIs, and the export of a page with its data as one HTML file.
 *
 * <p>The page itself is a web application in {@code js-src}, built by Maven into one file. May use
 * {@code org.restauro.images} and Jackson; knows neither KNIME nor tensors. Start at {@link
 * org.restauro.views.ViewPage}.
 */
package org.restauro.views;
