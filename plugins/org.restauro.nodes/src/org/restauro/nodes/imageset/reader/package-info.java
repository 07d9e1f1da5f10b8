// SPDX-License-Identifier: GPL-3.0-or-later
/** The Image Set Reader node: a folder of images, with masks and references, as a table. */
package org.restauro.nodes.imageset.reader;
