// SPDX-License-Identifier: GPL-3.0-or-later
/** The Image Set Writer node: image columns of a table as files in a folder. */
package org.restauro.nodes.imageset.writer;
