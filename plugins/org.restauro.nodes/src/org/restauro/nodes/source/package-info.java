// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Images at ports that take tables as well as data sets, to be read in any order: what nodes that
 * train and nodes that judge share. May use {@code org.restauro.images}; knows no network. Start at
 * {@link org.restauro.nodes.source.PortImages}.
 */
package org.restauro.nodes.source;
