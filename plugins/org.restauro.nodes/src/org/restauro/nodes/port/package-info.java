// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What travels between nodes and is not a table: models (weights in a file store, described by
 * their spec), data sets (where images lie, never the pixels), and encoded references.
 *
 * <p>Port objects and their serializers are registered in {@code plugin.xml}. KNIME copies a port
 * object by saving and loading it for each consumer, so all are small: only the path of the weights
 * is shared. May use {@code org.restauro.images} and {@code org.restauro.models}. Start at {@link
 * org.restauro.nodes.port.ModelPortObject}.
 */
package org.restauro.nodes.port;
