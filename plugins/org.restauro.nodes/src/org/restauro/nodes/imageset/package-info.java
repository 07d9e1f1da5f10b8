// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What the nodes that read sets of images share: the folders and the pairing as parameters, and the
 * list of images that follows from them.
 *
 * <p>May use {@code org.restauro.images} and KNIME's parameter API. Start at {@link
 * org.restauro.nodes.imageset.ImageSetListing}.
 */
package org.restauro.nodes.imageset;
