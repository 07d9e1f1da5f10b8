// SPDX-License-Identifier: GPL-3.0-or-later
/** The Model Reader node: a network from a file of our format or of a foreign one. */
package org.restauro.nodes.model.reader;
